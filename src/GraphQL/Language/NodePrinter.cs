using System.Text;

namespace DepGraph.GraphQL.Language;

/// <summary>Prints one node. This part holds executable definitions and values.</summary>
internal sealed partial class NodePrinter
{
    private readonly StringBuilder _text = new();
    private int _indentation;

    public override string ToString() => _text.ToString();

    public void Print(AstNode node)
    {
        switch (node)
        {
            case DocumentNode document:
                Separated(document.Definitions, "\n\n", Print);
                _text.Append('\n');
                break;
            case NameNode name:
                _text.Append(name.Value);
                break;
            case OperationDefinitionNode operation:
                PrintOperation(operation);
                break;
            case FragmentDefinitionNode fragment:
                PrintDescription(fragment.Description);
                _text.Append($"fragment {fragment.Name.Value} on {fragment.TypeCondition.Name.Value}");
                PrintDirectives(fragment.Directives);
                _text.Append(' ');
                PrintSelectionSet(fragment.SelectionSet);
                break;
            case VariableDefinitionNode variable:
                PrintVariableDefinition(variable);
                break;
            case SelectionSetNode selectionSet:
                PrintSelectionSet(selectionSet);
                break;
            case SelectionNode selection:
                PrintSelection(selection);
                break;
            case ArgumentNode argument:
                _text.Append(argument.Name.Value).Append(": ");
                PrintValue(argument.Value);
                break;
            case DirectiveNode directive:
                _text.Append('@').Append(directive.Name.Value);
                PrintArguments(directive.Arguments);
                break;
            case TypeNode type:
                PrintType(type);
                break;
            case ValueNode value:
                PrintValue(value);
                break;
            case ObjectFieldNode field:
                _text.Append(field.Name.Value).Append(": ");
                PrintValue(field.Value);
                break;
            default:
                PrintTypeSystem(node);
                break;
        }
    }

    /// <summary>A brace after a definition that could have a body but has none, such as <c>type A</c>, would open that one.</summary>
    private bool CanStartWithBrace
    {
        get
        {
            var end = _text.Length - 1;
            while (end >= 0 && _text[end] == '\n')
            {
                end--;
            }

            return end < 0 || _text[end] == '}';
        }
    }

    private void PrintOperation(OperationDefinitionNode operation)
    {
        var isShorthand =
            operation is { Operation: OperationKind.Query, Name: null, Description: null }
            && operation.VariableDefinitions.Count == 0
            && operation.Directives.Count == 0
            && CanStartWithBrace;
        if (!isShorthand)
        {
            PrintDescription(operation.Description);
            _text.Append(Keyword(operation.Operation));
            if (operation.Name is { } name)
            {
                _text.Append(' ').Append(name.Value);
            }

            if (operation.VariableDefinitions.Count > 0)
            {
                _text.Append(operation.Name is null ? " (" : "(");
                Separated(operation.VariableDefinitions, ", ", PrintVariableDefinition);
                _text.Append(')');
            }

            PrintDirectives(operation.Directives);
            _text.Append(' ');
        }

        PrintSelectionSet(operation.SelectionSet);
    }

    private static string Keyword(OperationKind operation) =>
        operation switch
        {
            OperationKind.Query => "query",
            OperationKind.Mutation => "mutation",
            _ => "subscription",
        };

    private void PrintVariableDefinition(VariableDefinitionNode variable)
    {
        if (variable.Description is { } description)
        {
            PrintString(description);
            _text.Append(' ');
        }

        _text.Append('$').Append(variable.Variable.Name.Value).Append(": ");
        PrintType(variable.Type);
        PrintDefault(variable.DefaultValue);
        PrintDirectives(variable.Directives);
    }

    private void PrintDefault(ValueNode? value)
    {
        if (value is not null)
        {
            _text.Append(" = ");
            PrintValue(value);
        }
    }

    private void PrintSelectionSet(SelectionSetNode selectionSet) => Block(selectionSet.Selections, PrintSelection);

    private void PrintSelection(SelectionNode selection)
    {
        switch (selection)
        {
            case FieldNode field:
                if (field.Alias is { } alias)
                {
                    _text.Append(alias.Value).Append(": ");
                }

                _text.Append(field.Name.Value);
                PrintArguments(field.Arguments);
                PrintDirectives(field.Directives);
                if (field.SelectionSet is { } selectionSet)
                {
                    _text.Append(' ');
                    PrintSelectionSet(selectionSet);
                }

                break;
            case FragmentSpreadNode spread:
                _text.Append("...").Append(spread.Name.Value);
                PrintDirectives(spread.Directives);
                break;
            case InlineFragmentNode fragment:
                _text.Append("...");
                if (fragment.TypeCondition is { } condition)
                {
                    _text.Append(" on ").Append(condition.Name.Value);
                }

                PrintDirectives(fragment.Directives);
                _text.Append(' ');
                PrintSelectionSet(fragment.SelectionSet);
                break;
        }
    }

    private void PrintArguments(IReadOnlyList<ArgumentNode> arguments)
    {
        if (arguments.Count > 0)
        {
            _text.Append('(');
            Separated(arguments, ", ", Print);
            _text.Append(')');
        }
    }

    private void PrintDirectives(IReadOnlyList<DirectiveNode> directives)
    {
        foreach (var directive in directives)
        {
            _text.Append(' ');
            Print(directive);
        }
    }

    private void PrintType(TypeNode type)
    {
        switch (type)
        {
            case NamedTypeNode named:
                _text.Append(named.Name.Value);
                break;
            case ListTypeNode list:
                _text.Append('[');
                PrintType(list.Type);
                _text.Append(']');
                break;
            case NonNullTypeNode nonNull:
                PrintType(nonNull.Type);
                _text.Append('!');
                break;
        }
    }

    private void PrintValue(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                _text.Append('$').Append(variable.Name.Value);
                break;
            case IntValueNode number:
                _text.Append(number.Text);
                break;
            case FloatValueNode number:
                _text.Append(number.Text);
                break;
            case StringValueNode text:
                PrintString(text);
                break;
            case BooleanValueNode boolean:
                _text.Append(boolean.Value ? "true" : "false");
                break;
            case NullValueNode:
                _text.Append("null");
                break;
            case EnumValueNode name:
                _text.Append(name.Value);
                break;
            case ListValueNode list:
                _text.Append('[');
                Separated(list.Values, ", ", PrintValue);
                _text.Append(']');
                break;
            case ObjectValueNode obj:
                _text.Append('{');
                Separated(obj.Fields, ", ", Print);
                _text.Append('}');
                break;
        }
    }

    private void PrintString(StringValueNode text)
    {
        if (!text.IsBlock || !BlockString.CanPrint(text.Value))
        {
            Printer.AppendQuoted(_text, text.Value);
            return;
        }

        // A first line that starts with white space keeps it only beside the quotes, where indentation does not count.
        _text.Append("\"\"\"");
        var isFirst = text.Value.StartsWith(' ') || text.Value.StartsWith('\t');
        foreach (var line in text.Value.Split('\n'))
        {
            if (!isFirst)
            {
                _text.Append('\n');
                Indent(line.Length == 0 ? 0 : _indentation);
            }

            _text.Append(line.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal));
            isFirst = false;
        }

        NewLine();
        _text.Append("\"\"\"");
    }

    private void Block<T>(IReadOnlyList<T> items, Action<T> print)
    {
        _text.Append('{');
        _indentation++;
        foreach (var item in items)
        {
            NewLine();
            print(item);
        }

        _indentation--;
        NewLine();
        _text.Append('}');
    }

    private void Separated<T>(IReadOnlyList<T> items, string separator, Action<T> print)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _text.Append(separator);
            }

            print(items[i]);
        }
    }

    private void NewLine()
    {
        _text.Append('\n');
        Indent(_indentation);
    }

    private void Indent(int levels) => _text.Append(' ', 2 * levels);
}
