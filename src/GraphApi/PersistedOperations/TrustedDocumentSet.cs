using DepGraph.GraphApi.Hosting;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Documents;
using DepGraph.GraphQL.Requests;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.PersistedOperations;

/// <summary>The documents of <see cref="GraphQLOptions.TrustedDocuments"/>, read when it is made; wrong ones stop the start.</summary>
internal sealed class TrustedDocumentSet
{
    /// <summary>Failures that a start names; more would hide them.</summary>
    private const int MaxFailures = 20;

    private readonly IReadOnlyList<TrustedDocument> documents = [];

    /// <exception cref="OptionsValidationException">A file cannot be read as what it should be; the failures name each.</exception>
    public TrustedDocumentSet(IOptions<GraphQLOptions> options)
    {
        if (options.Value.TrustedDocuments is not { Length: > 0 } folder)
        {
            return;
        }

        var failures = new List<string>();
        documents = TrustedDocumentFolder.Read(folder, failures);
        Refuse(failures);
    }

    public int Count => documents.Count;

    public TrustedDocuments ToEngine() =>
        TrustedDocuments.Create(documents.Select(document => KeyValuePair.Create(document.Id, document.Text)));

    /// <summary>Has the engine judge each document as it would when a client asks for it.</summary>
    /// <exception cref="OptionsValidationException">Some cannot be executed.</exception>
    public void Check(GraphQLEngine engine) =>
        Refuse([
            .. documents.SelectMany(document =>
                engine.Check(document.Text).Select(error => $"{document.Source}: {Describe(document, error)}")
            ),
        ]);

    private static string Describe(TrustedDocument document, GraphQLError error)
    {
        var place = error.Locations is [var first, ..] ? $" (line {first.Line}, column {first.Column})" : "";
        return $"document '{document.Id}'{place}: {error.Message}";
    }

    private static void Refuse(List<string> failures)
    {
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(
                GraphQLOptions.SectionName,
                typeof(GraphQLOptions),
                failures
                    .Take(MaxFailures)
                    .Select(failure =>
                        $"{GraphQLOptions.SectionName}:{nameof(GraphQLOptions.TrustedDocuments)}: {failure}"
                    )
            );
        }
    }
}
