using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>The coerced arguments of a field. Shared by all operations of a plan when no variable is in them.</summary>
internal sealed class ArgumentValues
{
    /// <summary>Stands for an argument, variable or input field that was not given.</summary>
    public static readonly object Missing = new();

    private readonly object?[] _values;

    /// <summary>Values as the CLR type that a resolver asked for last: a benign race, every write is a right one.</summary>
    private readonly object?[] _converted;

    /// <param name="values">One for each argument of the definition, in its order.</param>
    public ArgumentValues(object?[] values)
    {
        _values = values;
        _converted = new object?[values.Length];
    }

    public static ArgumentValues Empty { get; } = new([]);

    public bool Has(SelectedField field, string name) => _values[IndexOf(field, name)] != Missing;

    public T Get<T>(SelectedField field, string name)
    {
        var index = IndexOf(field, name);
        var value = _values[index];
        if (value is T same && value != Missing)
        {
            return same;
        }

        if (_converted[index] is T before)
        {
            return before;
        }

        object? converted;
        try
        {
            converted = InputConversion.To(typeof(T))(value);
        }
        catch (InvalidCastException e)
        {
            throw new InvalidOperationException(
                $"Argument {field.ParentType.Name}.{field.Name}({name}:): {e.Message}",
                e
            );
        }

        _converted[index] = converted;
        return (T)converted!;
    }

    private static int IndexOf(SelectedField field, string name)
    {
        var arguments = field.Definition.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Name == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{field.ParentType.Name}.{field.Name} has no argument {name}.");
    }
}
