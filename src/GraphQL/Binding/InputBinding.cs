using System.Reflection;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>An input object of the schema and the CLR type that arguments give it as, by the parameters of its constructor.</summary>
internal sealed class InputBinding
{
    private readonly ConstructorInvoker? _constructor;
    private readonly Parameter[] _parameters = [];

    /// <param name="problems">Gets a line for each parameter and field without a counterpart.</param>
    public InputBinding(InputObjectType type, Type clrType, List<string> problems)
    {
        Type = type;
        ClrType = clrType;
        var constructors = clrType.GetConstructors();
        if (constructors.Length != 1)
        {
            problems.Add(
                $"input {type.Name}: {clrType.Name} has {constructors.Length} public constructors. Give it exactly one."
            );
            return;
        }

        var fields = type
            .Fields.Select((field, index) => (field, index))
            .ToDictionary(f => f.field.Name, StringComparer.OrdinalIgnoreCase);
        var parameters = new List<Parameter>();
        foreach (var parameter in constructors[0].GetParameters())
        {
            if (fields.Remove(parameter.Name ?? "", out var match))
            {
                parameters.Add(new Parameter(match.index, parameter));
            }
            else
            {
                problems.Add(
                    $"input {type.Name}: parameter {parameter.Name} of {clrType.Name} has no field. Add `{parameter.Name}: …` to the input, or take it away."
                );
            }
        }

        foreach (var (field, _) in fields.Values)
        {
            problems.Add(
                $"input {type.Name}: {field.Name} has no parameter. Add one of that name to the constructor of {clrType.Name}."
            );
        }

        _parameters = [.. parameters];
        _constructor = ConstructorInvoker.Create(constructors[0]);
    }

    public InputObjectType Type { get; }

    public Type ClrType { get; }

    /// <param name="values">One for each field of the type, in its order.</param>
    public object Create(object?[] values)
    {
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _parameters[i].From(values);
        }

        return _constructor!.Invoke(arguments);
    }

    private sealed class Parameter(int field, ParameterInfo parameter)
    {
        private readonly Func<object?, object?> _convert = InputConversion.To(parameter.ParameterType);
        private readonly object? _default = parameter.HasDefaultValue ? parameter.DefaultValue : null;

        public object? From(object?[] values) =>
            values[field] == ArgumentValues.Missing && _default is not null ? _default : _convert(values[field]);
    }
}
