using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Http;

namespace Emergency.Hotlines.Simulator;

/// <summary>Takes signed messages, each id once, however often it comes; the script says what follows.</summary>
internal sealed class Offers(CentreSettings settings, Script script, Answering answering, CentreLog log, TimeProvider clock)
{
    private readonly Dictionary<string, WebhookVerifier> _verifiers = settings.Secrets.ToDictionary(
        line => line.Key,
        line => new WebhookVerifier([line.Value], clock),
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, bool> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Turn Turn, int Seen)> _turns = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int? _takes;

    /// <summary>Number of new offers still taken; null: all.</summary>
    public int? Takes
    {
        get
        {
            lock (_gate)
                return _takes;
        }
        set
        {
            lock (_gate)
                _takes = value;
        }
    }

    public async Task Take(HttpContext context)
    {
        var (body, headers) = await Signed.Read(context);
        var line = new LogLine("taken", Message: headers.Id, Digest: Convert.ToHexStringLower(SHA256.HashData(body)));
        if (!_verifiers.Values.Any(verifier => verifier.Verify(headers, body) == Verification.Genuine))
        {
            Answered(context, line with { What = "unsigned" }, StatusCodes.Status401Unauthorized);
            return;
        }
        if (Offer.IsAnchor(body))
        {
            Answered(context, line with { What = "kept" }, StatusCodes.Status202Accepted);
            return;
        }
        if (Offer.Read(body) is not { } offer)
        {
            Answered(context, line with { What = "refused" }, StatusCodes.Status400BadRequest);
            return;
        }
        line = line with { Line = offer.Line, Handover = offer.Handover, Incident = offer.Incident, Kind = offer.Kind };
        var (turn, seen) = Turn(offer.Handover);
        if (seen < turn.Errors)
        {
            Answered(context, line with { What = "refused" }, turn.Status);
            return;
        }
        if (!HasRoom(headers.Id!))
        {
            Answered(context, line with { What = "refused" }, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        var first = _taken.TryAdd(headers.Id!, true);
        if (first)
            answering.Play(offer, turn);
        if (seen < turn.Errors + turn.Lost)
        {
            log.Add(line with { What = first ? "lost" : "lost-again" });
            context.Abort();
            return;
        }
        line = line with { What = first ? "taken" : "repeated" };
        if (turn.Slow > 0)
        {
            log.Add(line);
            await Task.Delay(TimeSpan.FromSeconds(turn.Slow), clock, context.RequestAborted);
            line = line with { What = "told" };
        }
        Answered(context, line, StatusCodes.Status202Accepted);
    }

    private bool HasRoom(string message)
    {
        lock (_gate)
        {
            if (_takes is not { } left || _taken.ContainsKey(message))
                return true;
            if (left == 0)
                return false;
            _takes = left - 1;
            return true;
        }
    }

    private (Turn Turn, int Seen) Turn(string handover)
    {
        lock (_gate)
        {
            var (turn, seen) = _turns.TryGetValue(handover, out var known) ? known : (script.Of(_turns.Count), 0);
            _turns[handover] = (turn, seen + 1);
            return (turn, seen);
        }
    }

    private void Answered(HttpContext context, LogLine line, int status)
    {
        log.Add(line with { Status = status });
        context.Response.StatusCode = status;
    }
}

/// <summary>Parts of an offer that the centre needs in order to answer it.</summary>
internal sealed record Offer(string Line, string Handover, string Incident, string Kind)
{
    /// <summary>True for an anchor, which is only kept.</summary>
    public static bool IsAnchor(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("type").GetString() == MessageTypes.AnchorKept;
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The offer in a body; null where the body is none.</summary>
    public static Offer? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.GetProperty("type").GetString() != MessageTypes.HandoverOffered)
                return null;
            var data = root.GetProperty("data");
            var kind = data.GetProperty("kind").GetString()!;
            return HotlineCode.OfKind(kind) is { } line
                ? new(line.Number, data.GetProperty("handoverId").GetString()!, data.GetProperty("incidentId").GetString()!, kind)
                : null;
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
