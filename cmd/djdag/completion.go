package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// newCompletion wraps cobra's generators. Its own command of that name answers
// an unknown shell with exit code 0.
func newCompletion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a script that completes djdag's commands and flags in a shell.",
		Long:  "SHELL is bash, zsh, fish or powershell.",
		Example: `source <(djdag completion bash)                                  this session
djdag completion bash > /etc/bash_completion.d/djdag             every session
djdag completion zsh > "${fpath[1]}/_djdag"
djdag completion fish > ~/.config/fish/completions/djdag.fish
djdag completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usagef("completion takes one of %s, not %q", orList(shells), strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
				switch args[0] {
				case "bash":
					return root.GenBashCompletionV2(w, true)
				case "zsh":
					return root.GenZshCompletion(w)
				case "fish":
					return root.GenFishCompletion(w, true)
				default:
					return root.GenPowerShellCompletionWithDesc(w)
				}
			})
		},
	}
}
