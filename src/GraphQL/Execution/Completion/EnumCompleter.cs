using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>An enum by its CLR enum.</summary>
internal sealed class EnumCompleter<TEnum>(EnumBinding<TEnum> binding, bool isNullable)
    : Completer<TEnum>(isNullable, isLeaf: true)
    where TEnum : struct, Enum
{
    public override bool Complete(OperationContext operation, SelectedField field, TEnum value)
    {
        var name = binding.GetJson(value);
        if (name is null)
        {
            return operation.Fail(
                field,
                $"Enum \"{binding.Type.Name}\" cannot represent value: \"{value}\"",
                IsNullable
            );
        }

        operation.Writer.WriteRaw(name);
        return true;
    }
}

/// <summary>An enum by the names of its values.</summary>
internal sealed class EnumNameCompleter(EnumType type, bool isNullable) : Completer<string?>(isNullable, isLeaf: true)
{
    public override bool Complete(OperationContext operation, SelectedField field, string? value)
    {
        if (value is null)
        {
            return operation.CompleteNull(field, IsNullable);
        }

        if (!type.Values.Any(v => v.Name == value))
        {
            return operation.Fail(field, $"Enum \"{type.Name}\" cannot represent value: \"{value}\"", IsNullable);
        }

        operation.Writer.WriteString(value);
        return true;
    }
}
