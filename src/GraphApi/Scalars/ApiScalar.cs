using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphApi.Scalars;

/// <summary>What this API's scalars have in common: resolvers give one CLR type, and no value is refused on its way out.</summary>
/// <typeparam name="T">What resolvers give.</typeparam>
internal abstract class ApiScalar<T>(string name) : ScalarType(name), IScalarWriter<T>
    where T : notnull
{
    public sealed override bool TryWrite(ResponseWriter writer, object value, out string? error)
    {
        if (value is T known)
        {
            return TryWrite(writer, known, out error);
        }

        error = $"{Name} cannot represent a {value.GetType().Name}.";
        return false;
    }

    public bool TryWrite(ResponseWriter writer, T value, out string? error)
    {
        Write(writer, value);
        error = null;
        return true;
    }

    protected abstract void Write(ResponseWriter writer, T value);
}
