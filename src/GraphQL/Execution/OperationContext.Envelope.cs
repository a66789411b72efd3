using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution;

/// <summary>What stands around the data. https://spec.graphql.org/September2025/#sec-Response-Format</summary>
internal sealed partial class OperationContext
{
    /// <summary>Written before the data, for the common case that it needs nothing else before it.</summary>
    private void WriteHead()
    {
        Writer.Truncate(0);
        Writer.WriteRaw("{\"data\":"u8);
    }

    /// <summary>Completes the response.</summary>
    /// <param name="cost">Reported when not null.</param>
    public Region WriteEnvelope(CostReport? cost)
    {
        CloseErrors();
        if (_errors is null && !Data.HasPatches && !IsDataNull)
        {
            Data.Start = 0;
            WriteTail(cost);
            Data.End = Writer.Position;
            return Data;
        }

        var whole = new Region { Start = Writer.Position };
        Writer.WriteByte((byte)'{');
        if (_errors is not null)
        {
            Writer.WriteRaw("\"errors\":"u8);
            ErrorWriter.WriteErrors(Writer, _errors);
            Writer.WriteByte((byte)',');
        }

        Writer.WriteRaw("\"data\":"u8);
        if (IsDataNull)
        {
            Writer.WriteNull();
        }
        else
        {
            whole.AddHole(Writer.Position, Data);
        }

        WriteTail(cost);
        whole.End = Writer.Position;
        return whole;
    }

    private void WriteTail(CostReport? cost)
    {
        if (cost is { } report)
        {
            Writer.WriteByte((byte)',');
            report.WriteTo(Writer);
        }

        Writer.WriteByte((byte)'}');
    }
}
