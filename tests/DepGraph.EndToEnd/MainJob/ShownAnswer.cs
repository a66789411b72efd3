using System.Text.Json;

namespace DepGraph.EndToEnd.MainJob;

/// <summary>An answer as the README shows it: each list cut, and texts by their beginning.</summary>
internal static class ShownAnswer
{
    /// <summary>How many elements of each list the README shows.</summary>
    private const int Shown = 2;

    /// <summary>Fails unless the data are what is shown.</summary>
    public static void Compare(string shown, JsonElement data) =>
        Compare(JsonElement.Parse(shown).GetProperty("data"), data, "data");

    private static void Compare(JsonElement shown, JsonElement real, string path)
    {
        real.ValueKind.ShouldBe(shown.ValueKind, path);
        switch (shown.ValueKind)
        {
            case JsonValueKind.Object:
                real.EnumerateObject().Select(p => p.Name).ShouldBe(shown.EnumerateObject().Select(p => p.Name), path);
                foreach (var property in shown.EnumerateObject())
                {
                    Compare(property.Value, real.GetProperty(property.Name), $"{path}.{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                shown.GetArrayLength().ShouldBe(Math.Min(Shown, real.GetArrayLength()), path);
                for (var i = 0; i < shown.GetArrayLength(); i++)
                {
                    Compare(shown[i], real[i], $"{path}[{i}]");
                }

                break;
            case JsonValueKind.String when path.EndsWith(".text", StringComparison.Ordinal):
                real.GetString().ShouldNotBeNull().ShouldStartWith(shown.GetString()!, customMessage: path);
                break;
            default:
                real.GetRawText().ShouldBe(shown.GetRawText(), path);
                break;
        }
    }
}
