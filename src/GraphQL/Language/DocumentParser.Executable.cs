namespace DepGraph.GraphQL.Language;

/// <content>Operations, fragments, selections and directives. https://spec.graphql.org/September2025/#ExecutableDefinition</content>
internal sealed partial class DocumentParser
{
    private DefinitionNode ParseDefinition()
    {
        if (Is(TokenKind.LeftBrace))
        {
            var start = _token.Start;
            var selectionSet = ParseSelectionSet();
            return new OperationDefinitionNode
            {
                Start = start,
                End = _lastEnd,
                Operation = OperationKind.Query,
                VariableDefinitions = [],
                Directives = [],
                SelectionSet = selectionSet,
            };
        }

        var hasDescription = IsString();
        var keyword = hasDescription ? Lookahead() : _token;
        if (hasDescription && keyword.Kind == TokenKind.LeftBrace)
        {
            throw Error(_token.Start, "Unexpected description, descriptions are not supported on shorthand queries.");
        }

        if (keyword.Kind != TokenKind.Name)
        {
            throw Unexpected(keyword);
        }

        return TextOf(keyword) switch
        {
            "query" => ParseOperation(OperationKind.Query),
            "mutation" => ParseOperation(OperationKind.Mutation),
            "subscription" => ParseOperation(OperationKind.Subscription),
            "fragment" => ParseFragmentDefinition(),
            "schema" or "scalar" or "type" or "interface" or "union" or "enum" or "input" or "directive" =>
                ParseTypeSystemDefinition(),
            _ when hasDescription => throw Error(
                _token.Start,
                "Unexpected description, only GraphQL definitions support descriptions."
            ),
            "extend" => ParseTypeSystemExtension(),
            _ => throw Unexpected(keyword),
        };
    }

    private OperationDefinitionNode ParseOperation(OperationKind operation)
    {
        var start = _token.Start;
        var description = ParseDescription();
        Expect(TokenKind.Name);
        var name = Is(TokenKind.Name) ? ParseName() : null;
        var variables = OptionalMany(
            TokenKind.LeftParenthesis,
            static p => p.ParseVariableDefinition(),
            TokenKind.RightParenthesis
        );
        var directives = ParseDirectives(isConst: false);
        var selectionSet = ParseSelectionSet();
        return new OperationDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Operation = operation,
            Name = name,
            VariableDefinitions = variables,
            Directives = directives,
            SelectionSet = selectionSet,
        };
    }

    /// <summary>https://spec.graphql.org/September2025/#VariableDefinition</summary>
    private VariableDefinitionNode ParseVariableDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        var variable = ParseVariable();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Take(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null;
        var directives = ParseDirectives(isConst: true);
        return new VariableDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Variable = variable,
            Type = type,
            DefaultValue = defaultValue,
            Directives = directives,
        };
    }

    private VariableNode ParseVariable()
    {
        var start = Expect(TokenKind.Dollar).Start;
        return new VariableNode(ParseName()) { Start = start, End = _lastEnd };
    }

    /// <summary>https://spec.graphql.org/September2025/#FragmentDefinition</summary>
    private FragmentDefinitionNode ParseFragmentDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        ExpectKeyword("fragment");
        if (IsKeyword("on"))
        {
            ThrowUnexpected();
        }

        var name = ParseName();
        ExpectKeyword("on");
        var typeCondition = ParseNamedType();
        var directives = ParseDirectives(isConst: false);
        var selectionSet = ParseSelectionSet();
        return new FragmentDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Name = name,
            TypeCondition = typeCondition,
            Directives = directives,
            SelectionSet = selectionSet,
        };
    }

    /// <summary>https://spec.graphql.org/September2025/#SelectionSet</summary>
    private SelectionSetNode ParseSelectionSet()
    {
        EnterLevel();
        var start = _token.Start;
        var selections = Many(TokenKind.LeftBrace, static p => p.ParseSelection(), TokenKind.RightBrace);
        LeaveLevel();
        return new SelectionSetNode(selections) { Start = start, End = _lastEnd };
    }

    private SelectionNode ParseSelection() => Is(TokenKind.Spread) ? ParseFragment() : ParseField();

    /// <summary>https://spec.graphql.org/September2025/#Field</summary>
    private FieldNode ParseField()
    {
        var start = _token.Start;
        var name = ParseName();
        NameNode? alias = null;
        if (Take(TokenKind.Colon))
        {
            alias = name;
            name = ParseName();
        }

        var arguments = ParseArguments(isConst: false);
        var directives = ParseDirectives(isConst: false);
        var selectionSet = Is(TokenKind.LeftBrace) ? ParseSelectionSet() : null;
        return new FieldNode
        {
            Start = start,
            End = _lastEnd,
            Alias = alias,
            Name = name,
            Arguments = arguments,
            Directives = directives,
            SelectionSet = selectionSet,
        };
    }

    /// <summary>A spread or an inline fragment. https://spec.graphql.org/September2025/#FragmentSpread</summary>
    private SelectionNode ParseFragment()
    {
        var start = Expect(TokenKind.Spread).Start;
        var hasTypeCondition = TakeKeyword("on");
        if (!hasTypeCondition && Is(TokenKind.Name))
        {
            var name = ParseName();
            var spreadDirectives = ParseDirectives(isConst: false);
            return new FragmentSpreadNode
            {
                Start = start,
                End = _lastEnd,
                Name = name,
                Directives = spreadDirectives,
            };
        }

        var typeCondition = hasTypeCondition ? ParseNamedType() : null;
        var directives = ParseDirectives(isConst: false);
        var selectionSet = ParseSelectionSet();
        return new InlineFragmentNode
        {
            Start = start,
            End = _lastEnd,
            TypeCondition = typeCondition,
            Directives = directives,
            SelectionSet = selectionSet,
        };
    }

    private ArgumentNode[] ParseArguments(bool isConst) =>
        OptionalMany<ArgumentNode>(
            TokenKind.LeftParenthesis,
            isConst ? static p => p.ParseArgument(isConst: true) : static p => p.ParseArgument(isConst: false),
            TokenKind.RightParenthesis
        );

    private ArgumentNode ParseArgument(bool isConst)
    {
        var start = _token.Start;
        var name = ParseName();
        Expect(TokenKind.Colon);
        return new ArgumentNode(name, ParseValue(isConst)) { Start = start, End = _lastEnd };
    }

    /// <summary>https://spec.graphql.org/September2025/#Directives</summary>
    private DirectiveNode[] ParseDirectives(bool isConst)
    {
        if (!Is(TokenKind.At))
        {
            return [];
        }

        var directives = new List<DirectiveNode>();
        while (Is(TokenKind.At))
        {
            var start = Advance().Start;
            var name = ParseName();
            var arguments = ParseArguments(isConst);
            directives.Add(
                new DirectiveNode
                {
                    Start = start,
                    End = _lastEnd,
                    Name = name,
                    Arguments = arguments,
                }
            );
        }

        return directives.ToArray();
    }
}
