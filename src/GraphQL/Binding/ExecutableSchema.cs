using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>A schema with everything it needs to be executed. Immutable; made once, at the start.</summary>
public sealed class ExecutableSchema
{
    private ExecutableSchema(Schema schema, string sdl)
    {
        Schema = schema;
        Sdl = sdl;
    }

    public Schema Schema { get; }

    /// <summary>The text that it was made from.</summary>
    public string Sdl { get; }

    /// <param name="sdl">The schema: the only source of types.</param>
    /// <param name="scalars">One for each scalar that the SDL declares.</param>
    /// <param name="bind">Binds every field of every object type, every enum and every input object.</param>
    /// <exception cref="SchemaBindingException">Something is unbound, bound twice, surplus, or of a type that does not fit.</exception>
    public static ExecutableSchema Create(string sdl, IEnumerable<ScalarType> scalars, Action<SchemaBinder> bind) =>
        throw new NotImplementedException();
}
