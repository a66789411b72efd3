using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>
/// A package as the schema shows it. One that a dependency names is its name and nothing more until a field of its packument
/// is selected; only then is it looked up.
/// </summary>
/// <param name="name">The package's name.</param>
/// <param name="head">Its head, where it is known already.</param>
internal sealed class PackageNode(string name, PackageHead? head = null)
{
    public string Name => name;

    /// <summary>Reads something of the head, which is fetched first when it is not known; <paramref name="none"/> when there is no such package.</summary>
    /// <exception cref="GraphQL.GraphQLException">The head is pending or could not be had.</exception>
    public ValueTask<T> ReadHeadAsync<T>(FieldContext context, Func<PackageHead, FieldContext, T> read, T none)
    {
        if (head is not null)
        {
            return new(read(head, context));
        }

        var answer = PackageLoader.GetAsync(context, name);
        return answer.IsCompletedSuccessfully
            ? new(Read(answer.Result, context, read, none))
            : AwaitAsync(answer, context, read, none);

        static async ValueTask<T> AwaitAsync(
            ValueTask<PackageAnswer> answer,
            FieldContext context,
            Func<PackageHead, FieldContext, T> read,
            T none
        ) => Read(await answer, context, read, none);
    }

    /// <summary>Reads something of the full document, which is fetched first when it is not known.</summary>
    /// <returns>Null when there is no such package, or, with an error reported, when the document is not to be had.</returns>
    public ValueTask<T?> ReadDetailsAsync<T>(FieldContext context, Func<PackageDetails, T?> read)
    {
        var answer = context.State<GraphSession>().GetDetailsAsync(name);
        return answer.IsCompletedSuccessfully
            ? new(Read(answer.Result, context, read))
            : AwaitAsync(answer, context, read);

        static async ValueTask<T?> AwaitAsync(
            ValueTask<DetailsAnswer> answer,
            FieldContext context,
            Func<PackageDetails, T?> read
        ) => Read(await answer, context, read);
    }

    private static T Read<T>(
        PackageAnswer answer,
        FieldContext context,
        Func<PackageHead, FieldContext, T> read,
        T none
    ) =>
        answer.Head is { } found ? read(found, context)
        : answer.Status == HeadStatus.NotFound ? none
        : throw AnswerError.Of(answer);

    private static T? Read<T>(DetailsAnswer answer, FieldContext context, Func<PackageDetails, T?> read)
    {
        if (answer.Details is { } details)
        {
            return read(details);
        }

        if (answer.Status != HeadStatus.NotFound)
        {
            context.ReportError(AnswerError.Of(answer));
        }

        return default;
    }
}
