using System.Globalization;

namespace DepGraph.GraphApi.Hosting;

/// <summary>What a setting may be.</summary>
/// <param name="Name">Its name within the section.</param>
/// <param name="Value">What it is.</param>
/// <param name="Least">The smallest that is allowed.</param>
/// <param name="Most">The largest.</param>
internal readonly record struct SettingRange(string Name, double Value, double Least, double Most)
{
    /// <summary>A line for each setting that is outside of its range.</summary>
    public static IEnumerable<string> Failures(string section, IEnumerable<SettingRange> settings) =>
        settings
            .Where(setting => !(setting.Value >= setting.Least && setting.Value <= setting.Most))
            .Select(setting =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{section}:{setting.Name} is {setting.Value}; it must be between {setting.Least} and {setting.Most}."
                )
            );
}
