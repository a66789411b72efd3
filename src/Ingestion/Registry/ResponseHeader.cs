namespace DepGraph.Ingestion.Registry;

/// <summary>Reads single headers as they were sent, without parsing the others.</summary>
internal static class ResponseHeader
{
    private const int MaxLength = 1024;

    /// <summary>A header's value; null when it is absent, empty or too long to be worth keeping.</summary>
    public static string? Find(HttpResponseMessage response, string name)
    {
        var found =
            response.Headers.NonValidated.TryGetValues(name, out var values)
            || response.Content.Headers.NonValidated.TryGetValues(name, out values);
        if (!found)
        {
            return null;
        }

        var value = values.ToString().Trim();
        return value.Length is > 0 and <= MaxLength ? value : null;
    }
}
