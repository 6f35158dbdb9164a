package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// newCompletion wraps cobra's generators. Cobra's own completion command exits
// with 0 on an unknown shell.
func newCompletion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a shell completion script",
		Long:  "SHELL is bash, zsh, fish or powershell.",
		Example: `source <(djdag completion bash)                                  for this session
djdag completion bash > /etc/bash_completion.d/djdag             for every session
djdag completion zsh > "${fpath[1]}/_djdag"
djdag completion fish > ~/.config/fish/completions/djdag.fish
djdag completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usagef("completion takes %s, not %q", orList(shells), strings.Join(args, " "))
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
