using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation;

/// <summary>
/// Walks once over the executable definitions of a document, keeps track of the types on the way, and tells every rule of every
/// node. It recurses as deep as selections and values nest, which the parser bounds; it does not follow fragment spreads.
/// </summary>
internal sealed class DocumentWalker(ValidationContext context, ValidationRule[] rules)
{
    private DefinitionContents _contents = new();

    public void Walk()
    {
        foreach (var rule in rules)
        {
            rule.EnterDocument(context.Document);
        }

        foreach (var definition in context.Document.Definitions)
        {
            switch (definition)
            {
                case OperationDefinitionNode operation:
                    WalkOperation(operation);
                    break;
                case FragmentDefinitionNode fragment:
                    WalkFragment(fragment);
                    break;
            }
        }

        foreach (var rule in rules)
        {
            rule.LeaveDocument(context.Document);
        }
    }

    private void WalkOperation(OperationDefinitionNode operation)
    {
        _contents = context.ContentsOf(operation);
        foreach (var rule in rules)
        {
            rule.EnterOperation(operation);
        }

        foreach (var variable in operation.VariableDefinitions)
        {
            WalkVariableDefinition(variable);
        }

        WalkDirectives(
            operation.Directives,
            operation.Operation switch
            {
                OperationKind.Query => DirectiveLocation.Query,
                OperationKind.Mutation => DirectiveLocation.Mutation,
                _ => DirectiveLocation.Subscription,
            }
        );
        WalkSelections(operation.SelectionSet, context.Schema.GetRootType(operation.Operation));
    }

    private void WalkFragment(FragmentDefinitionNode fragment)
    {
        _contents = context.ContentsOf(fragment);
        foreach (var rule in rules)
        {
            rule.EnterFragment(fragment);
        }

        WalkNamedType(fragment.TypeCondition);
        WalkDirectives(fragment.Directives, DirectiveLocation.FragmentDefinition);
        WalkSelections(fragment.SelectionSet, FindComposite(fragment.TypeCondition));
    }

    private void WalkVariableDefinition(VariableDefinitionNode variable)
    {
        var type = context.Schema.Resolve(variable.Type) is { IsInputType: true } known ? known : null;
        foreach (var rule in rules)
        {
            rule.EnterVariableDefinition(variable, type);
        }

        var reference = variable.Type;
        while (reference is not NamedTypeNode)
        {
            reference = reference is ListTypeNode list ? list.Type : ((NonNullTypeNode)reference).Type;
        }

        WalkNamedType((NamedTypeNode)reference);
        if (variable.DefaultValue is { } value)
        {
            WalkValue(value, type, null, hasDefault: false);
        }

        WalkDirectives(variable.Directives, DirectiveLocation.VariableDefinition);
    }

    private void WalkSelections(SelectionSetNode selectionSet, NamedType? parent)
    {
        foreach (var selection in selectionSet.Selections)
        {
            context.ParentType = parent;
            switch (selection)
            {
                case FieldNode field:
                    WalkField(field, parent);
                    break;
                case FragmentSpreadNode spread:
                    _contents.Spreads.Add(spread);
                    foreach (var rule in rules)
                    {
                        rule.EnterFragmentSpread(spread);
                    }

                    WalkDirectives(spread.Directives, DirectiveLocation.FragmentSpread);
                    break;
                case InlineFragmentNode fragment:
                    WalkInlineFragment(fragment, parent);
                    break;
            }
        }
    }

    private void WalkField(FieldNode field, NamedType? parent)
    {
        var definition = parent is null ? null : context.Schema.FindField(parent, field.Name.Value);
        context.Field = definition;
        foreach (var rule in rules)
        {
            rule.EnterField(field);
        }

        WalkArguments(field.Arguments, definition?.Arguments);
        WalkDirectives(field.Directives, DirectiveLocation.Field);
        if (field.SelectionSet is { } selectionSet)
        {
            WalkSelections(
                selectionSet,
                definition?.Type.Named is FieldsType or UnionType ? definition.Type.Named : null
            );
        }
    }

    private void WalkInlineFragment(InlineFragmentNode fragment, NamedType? parent)
    {
        foreach (var rule in rules)
        {
            rule.EnterInlineFragment(fragment);
        }

        if (fragment.TypeCondition is { } condition)
        {
            WalkNamedType(condition);
        }

        WalkDirectives(fragment.Directives, DirectiveLocation.InlineFragment);
        WalkSelections(fragment.SelectionSet, fragment.TypeCondition is { } named ? FindComposite(named) : parent);
    }

    private void WalkDirectives(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location)
    {
        if (directives.Count == 0)
        {
            return;
        }

        foreach (var rule in rules)
        {
            rule.EnterDirectives(directives, location);
        }

        foreach (var directive in directives)
        {
            context.Schema.TryGetDirective(directive.Name.Value, out var definition);
            WalkArguments(directive.Arguments, definition?.Arguments);
        }
    }

    private void WalkArguments(IReadOnlyList<ArgumentNode> arguments, IReadOnlyList<InputValue>? known)
    {
        if (arguments.Count == 0)
        {
            return;
        }

        foreach (var rule in rules)
        {
            rule.EnterArguments(arguments, known);
        }

        foreach (var argument in arguments)
        {
            var definition = known?.FirstOrDefault(a => a.Name == argument.Name.Value);
            WalkValue(argument.Value, definition?.Type, null, definition?.DefaultValue is not null);
        }
    }

    private void WalkValue(ValueNode value, GraphQLType? type, InputObjectType? owner, bool hasDefault)
    {
        switch (value)
        {
            case VariableNode variable:
                _contents.Variables.Add(new VariableUsage(variable, type, owner, hasDefault));
                break;
            case ListValueNode list:
                var itemType = (type?.Nullable as ListType)?.OfType;
                foreach (var item in list.Values)
                {
                    WalkValue(item, itemType, null, hasDefault: false);
                }

                break;
            case ObjectValueNode obj:
                foreach (var rule in rules)
                {
                    rule.EnterObjectValue(obj);
                }

                var input = type?.Named as InputObjectType;
                foreach (var field in obj.Fields)
                {
                    InputValue? definition = null;
                    input?.TryGetField(field.Name.Value, out definition);
                    WalkValue(field.Value, definition?.Type, input, definition?.DefaultValue is not null);
                }

                break;
        }
    }

    private void WalkNamedType(NamedTypeNode type)
    {
        foreach (var rule in rules)
        {
            rule.EnterNamedType(type);
        }
    }

    private NamedType? FindComposite(NamedTypeNode reference) =>
        context.Schema.TryGetType(reference.Name.Value, out var type) && type is FieldsType or UnionType ? type : null;
}
