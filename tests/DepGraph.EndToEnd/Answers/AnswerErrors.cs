using System.Text.Json;

namespace DepGraph.EndToEnd.Answers;

/// <summary>Reads the errors of an answer.</summary>
public static class AnswerErrors
{
    /// <summary>The only error; fails when there is none or several.</summary>
    public static JsonElement SingleError(this JsonElement answer)
    {
        answer.TryGetProperty("errors", out var errors).ShouldBeTrue($"no errors in {answer}");
        errors.GetArrayLength().ShouldBe(1, errors.ToString());
        return errors[0];
    }

    /// <summary>An error's <c>extensions.code</c>.</summary>
    public static string Code(this JsonElement error)
    {
        error.TryGetProperty("extensions", out var extensions).ShouldBeTrue(error.ToString());
        return extensions.GetProperty("code").GetString()!;
    }

    public static string Message(this JsonElement error) => error.GetProperty("message").GetString()!;

    public static bool IsNull(this JsonElement value) => value.ValueKind == JsonValueKind.Null;
}
