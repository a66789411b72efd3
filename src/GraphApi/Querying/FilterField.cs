using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>A field of an <c>XFilterInput</c>.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Input">The operations that it has.</param>
/// <param name="Field">What they are about.</param>
/// <param name="Compared">What <c>gt</c>, <c>gte</c>, <c>lt</c> and <c>lte</c> are about, where that is something else.</param>
internal sealed record FilterField<TRow>(
    string Name,
    OperationInput Input,
    Field<TRow> Field,
    Field<TRow>? Compared = null
);
