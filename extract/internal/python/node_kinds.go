package python

// kind is the kind of a tree-sitter node. It covers the node types that the
// lowering distinguishes. Comparing small integers instead of names avoids
// allocations.
type kind uint8

const (
	kOther kind = iota
	kError
	kExtra // a comment or a line continuation, which may be anywhere
	kBlock
	// statements
	kImportStatement
	kImportFromStatement
	kExpressionStatement
	kAssignment
	kAugmentedAssignment
	kClassDefinition
	kFunctionDefinition
	kDecoratedDefinition
	kDecorator
	kIfStatement
	kElifClause
	kElseClause
	kForStatement
	kWhileStatement
	kTryStatement
	kExceptClause
	kExceptGroupClause
	kFinallyClause
	kWithStatement
	kWithClause
	kReturnStatement
	kRaiseStatement
	kGlobalStatement
	kNonlocalStatement
	kDeleteStatement
	kBreakStatement
	kContinueStatement
	kPrintStatement
	kExecStatement
	kMatchStatement
	kCaseClause
	kCasePattern
	kUnionPattern
	// expressions and their parts
	kIdentifier
	kAttribute
	kSubscript
	kSlice
	kCall
	kArgumentList
	kKeywordArgument
	kString
	kConcatenatedString
	kInterpolation
	kTypeConversion
	kFormatSpecifier
	kInteger
	kFloat
	kTrue
	kFalse
	kNone
	kEllipsis
	kList
	kTuple
	kSet
	kExpressionList
	kPatternList
	kListPattern
	kTuplePattern
	kDictionary
	kPair
	kDictionarySplat
	kListSplat
	kListSplatPattern
	kDictionarySplatPattern
	kBinaryOperator
	kUnaryOperator
	kBooleanOperator
	kNotOperator
	kComparisonOperator
	kConditionalExpression
	kNamedExpression
	kParenthesizedExpression
	kAwait
	kYield
	kLambda
	kLambdaParameters
	kListComprehension
	kSetComprehension
	kGeneratorExpression
	kDictionaryComprehension
	kForInClause
	kIfClause
	kAsPattern
	kAsPatternTarget
	kParameters
	kDefaultParameter
	kTypedParameter
	kTypedDefaultParameter
	kKeywordSeparator
	kRelativeImport
	kImportPrefix
	kDottedName
	kAliasedImport
	kWildcardImport
	kType
)

// kindsByName maps the names of tree-sitter's node types to kinds.
func kindsByName() map[string]kind {
	return map[string]kind{
		"ERROR": kError, "comment": kExtra, "line_continuation": kExtra, "block": kBlock,
		"import_statement": kImportStatement, "import_from_statement": kImportFromStatement,
		"expression_statement": kExpressionStatement, "assignment": kAssignment,
		"augmented_assignment": kAugmentedAssignment, "class_definition": kClassDefinition,
		"function_definition": kFunctionDefinition, "decorated_definition": kDecoratedDefinition,
		"decorator": kDecorator, "if_statement": kIfStatement, "elif_clause": kElifClause,
		"else_clause": kElseClause, "for_statement": kForStatement, "while_statement": kWhileStatement,
		"try_statement": kTryStatement, "except_clause": kExceptClause,
		"except_group_clause": kExceptGroupClause, "finally_clause": kFinallyClause,
		"with_statement": kWithStatement, "with_clause": kWithClause,
		"return_statement": kReturnStatement, "raise_statement": kRaiseStatement,
		"global_statement": kGlobalStatement, "nonlocal_statement": kNonlocalStatement,
		"delete_statement": kDeleteStatement, "break_statement": kBreakStatement,
		"print_statement": kPrintStatement, "exec_statement": kExecStatement,
		"continue_statement": kContinueStatement, "match_statement": kMatchStatement,
		"case_clause": kCaseClause, "case_pattern": kCasePattern, "union_pattern": kUnionPattern,
		"identifier": kIdentifier, "attribute": kAttribute,
		"subscript": kSubscript, "slice": kSlice, "call": kCall, "argument_list": kArgumentList,
		"keyword_argument": kKeywordArgument, "string": kString,
		"concatenated_string": kConcatenatedString, "interpolation": kInterpolation,
		"type_conversion": kTypeConversion, "format_specifier": kFormatSpecifier,
		"integer": kInteger, "float": kFloat, "true": kTrue, "false": kFalse, "none": kNone,
		"ellipsis": kEllipsis, "list": kList, "tuple": kTuple, "set": kSet,
		"expression_list": kExpressionList, "pattern_list": kPatternList,
		"list_pattern": kListPattern, "tuple_pattern": kTuplePattern, "dictionary": kDictionary,
		"pair": kPair, "dictionary_splat": kDictionarySplat, "list_splat": kListSplat,
		"list_splat_pattern": kListSplatPattern, "dictionary_splat_pattern": kDictionarySplatPattern,
		"binary_operator": kBinaryOperator, "unary_operator": kUnaryOperator,
		"boolean_operator": kBooleanOperator, "not_operator": kNotOperator,
		"comparison_operator": kComparisonOperator, "conditional_expression": kConditionalExpression,
		"named_expression": kNamedExpression, "parenthesized_expression": kParenthesizedExpression,
		"await": kAwait, "yield": kYield, "lambda": kLambda, "lambda_parameters": kLambdaParameters,
		"list_comprehension": kListComprehension, "set_comprehension": kSetComprehension,
		"generator_expression": kGeneratorExpression, "dictionary_comprehension": kDictionaryComprehension,
		"for_in_clause": kForInClause, "if_clause": kIfClause,
		"as_pattern": kAsPattern, "as_pattern_target": kAsPatternTarget, "parameters": kParameters,
		"default_parameter": kDefaultParameter, "typed_parameter": kTypedParameter,
		"typed_default_parameter": kTypedDefaultParameter, "keyword_separator": kKeywordSeparator, "relative_import": kRelativeImport,
		"import_prefix": kImportPrefix, "dotted_name": kDottedName, "aliased_import": kAliasedImport,
		"wildcard_import": kWildcardImport, "type": kType,
	}
}
