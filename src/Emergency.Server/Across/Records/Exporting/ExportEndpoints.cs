using System.Buffers;
using System.Text.Json;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Exporting;

/// <summary>Exports the journal for auditors, as it is stored: sealed values stay sealed.</summary>
internal static class ExportEndpoints
{
    private const string Withheld = "withheld";

    public static RouteGroupBuilder MapExport(this RouteGroupBuilder api)
    {
        api.MapGet("/export", Export)
            .Needs(ExportPermissions.JournalExport)
            .IsHeavy(HeavyKind.Export)
            .WithTags("export")
            .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson")
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(429)
            .ProducesProblem(500)
            .ProducesProblem(503)
            .ProducesProblem(507);
        return api;
    }

    /// <summary>Exports the journal; the export is recorded first. It holds all events of live, none of a drill's realm, after a position up to the newest at the time of asking, a JSON object a line: position, stream, sequence, form, meta, data. An accepted command without effect is a line of form engine.nothing.v1. Password hashes and secrets of second factors are withheld; where the stored bytes are damaged, data says why.</summary>
    /// <param name="after">Last position that the asker has; 0 for all.</param>
    public static async Task Export(
        HttpContext context,
        Asked asked,
        Recording recording,
        HeavyReadings heavy,
        IFeed feed,
        IForms forms,
        long after = 0
    )
    {
        var stop = context.RequestAborted;
        using var place = await heavy.Enter(HeavyKind.Export, stop);
        if (place is null)
        {
            await ProblemWriter.Write(context, HeavyReadings.Busy);
            return;
        }
        var (_, sent) = await recording.Write(asked, ExportPermissions.JournalExport, AccessPurpose.Export, stop);
        if (sent.Problem is { } problem)
        {
            await ProblemWriter.Write(context, problem, sent.RetryAfter);
            return;
        }
        var head = await feed.Head(stop);
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"journal-{head.Value}.ndjson\"");
        context.Response.Headers["X-Position"] = head.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (after >= head.Value)
            return;
        await foreach (var batch in feed.Read(new Position(after), stop))
        {
            using var writer = new Utf8JsonWriter(
                context.Response.BodyWriter,
                new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true }
            );
            foreach (var happened in batch)
            {
                if (happened.Position > head)
                    break;
                // A drill's events are no record of real acts.
                if (happened.Entity.Realm != Entities.Live)
                    continue;
                Write(writer, happened, forms);
                await writer.FlushAsync(stop);
                context.Response.BodyWriter.Write("\n"u8);
                writer.Reset();
            }
            await context.Response.BodyWriter.FlushAsync(stop);
            if (batch.Count > 0 && batch[^1].Position >= head)
                return;
        }
    }

    private static void Write(Utf8JsonWriter writer, Happened happened, IForms forms)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", happened.Position.Value);
        writer.WriteString("stream", happened.Entity.ToString());
        writer.WriteNumber("sequence", happened.Sequence);
        writer.WriteString("form", happened.Form);
        writer.WritePropertyName("meta");
        JsonSerializer.Serialize(writer, happened.Meta, Json.Options);
        writer.WritePropertyName("data");
        if (happened.Event is Unreadable damaged)
            JsonSerializer.Serialize(writer, damaged, Json.Options);
        else
            writer.WriteRawValue(
                happened.Event is NothingNew ? NothingNew.Bytes : forms.Write(Shown(happened.Event)).Bytes.Span,
                skipInputValidation: true
            );
        writer.WriteEndObject();
    }

    /// <summary>The event without the parts that nobody may take away.</summary>
    internal static object Shown(object happened) =>
        happened switch
        {
            AccountAdded e => e with { Password = Withheld },
            PasswordChanged e => e with { Password = Withheld },
            InvitationAccepted e => e with { Password = Withheld },
            PasswordHashRenewed e => e with { Password = Withheld },
            SecondFactorEnrolled e => e with { Secret = new(Withheld), Recovery = [Withheld] },
            RecoveryCodesRenewed e => e with { Recovery = [Withheld] },
            RecoveryCodeUsed e => e with { Hash = Withheld },
            _ => happened,
        };
}
