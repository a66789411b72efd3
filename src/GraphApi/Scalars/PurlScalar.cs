using DepGraph.GraphQL.Response;
using DepGraph.Npm.Specs;

namespace DepGraph.GraphApi.Scalars;

/// <summary>Package URLs: read into <see cref="PackageUrl"/>, written from their text.</summary>
internal sealed class PurlScalar() : TextScalar<string>("PURL")
{
    protected override void Write(ResponseWriter writer, string value) => writer.WriteString(value);

    protected override object? Parse(string text) => PackageUrl.TryParse(text, out var url) ? url.Value : null;

    protected override string Refuse(string? text) =>
        $"PURL cannot represent {text ?? "a value that is no string"}; it is like pkg:npm/express@4.18.2.";
}
