using System.Reflection;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>An input object of the schema and the CLR type that arguments give it as, by the parameters of its constructor.</summary>
internal sealed class InputBinding
{
    private readonly ConstructorInfo[] _constructors;
    private readonly ConstructorInvoker? _constructor;
    private readonly Parameter[] _parameters = [];

    public InputBinding(InputObjectType type, Type clrType)
    {
        Type = type;
        ClrType = clrType;
        _constructors = clrType.GetConstructors();
        if (_constructors is [var only])
        {
            _parameters =
            [
                .. only.GetParameters().Where(p => FieldOf(p) is not null).Select(p => new Parameter(IndexOf(p), p)),
            ];
            _constructor = ConstructorInvoker.Create(only);
        }
    }

    public InputObjectType Type { get; }

    public Type ClrType { get; }

    /// <param name="problems">Gets a line for each parameter and field without a counterpart, or with one of another type.</param>
    public void Check(Counterparts counterparts, List<string> problems)
    {
        if (_constructors is not [var only])
        {
            problems.Add(
                $"input {Type.Name}: {ClrType.Name} has {_constructors.Length} public constructors. Give it exactly one."
            );
            return;
        }

        var fields = Type.Fields.ToList();
        foreach (var parameter in only.GetParameters())
        {
            if (FieldOf(parameter) is not { } field)
            {
                problems.Add(
                    $"input {Type.Name}: parameter {parameter.Name} of {ClrType.Name} has no field. Add `{ToField(parameter.Name)}: {counterparts.Sdl(parameter.ParameterType)}` to the input, or take the parameter away."
                );
            }
            else if (fields.Remove(field) && !counterparts.Takes(parameter.ParameterType, field.Type))
            {
                problems.Add(
                    $"input {Type.Name}: {field.Name} is {field.Type} in the schema, parameter {parameter.Name} of {ClrType.Name} is {CompletionBinder.Name(parameter.ParameterType)}. Make it {counterparts.Clr(field.Type)}, or change the schema."
                );
            }
        }

        foreach (var field in fields)
        {
            problems.Add(
                $"input {Type.Name}: {field.Name} has no parameter. Add `{counterparts.Clr(field.Type)} {field.Name}` to the constructor of {ClrType.Name}, or take the field away."
            );
        }
    }

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

    private static string ToField(string? parameter) =>
        string.IsNullOrEmpty(parameter) ? "…" : char.ToLowerInvariant(parameter[0]) + parameter[1..];

    private InputValue? FieldOf(ParameterInfo parameter) =>
        Type.Fields.FirstOrDefault(f => f.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));

    private int IndexOf(ParameterInfo parameter) => Type.Fields.ToList().IndexOf(FieldOf(parameter)!);

    private sealed class Parameter(int field, ParameterInfo parameter)
    {
        private readonly Func<object?, object?> _convert = InputConversion.To(parameter.ParameterType);
        private readonly object? _default = parameter.HasDefaultValue ? parameter.DefaultValue : null;

        public object? From(object?[] values) =>
            values[field] == ArgumentValues.Missing && _default is not null ? _default : _convert(values[field]);
    }
}
