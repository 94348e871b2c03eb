using Emergency.Domain;
using Emergency.Domain.Responses;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Responses;

/// <summary>A response with its matter, plan and measures; null where the key of its text is gone.</summary>
/// <param name="Name">Name of the authority.</param>
/// <param name="Own">True when the asker's authority started it, and so can change and end it.</param>
internal sealed record ResponseShown(
    ResponseLight Response,
    string Name,
    ResponseStage Stage,
    DateTimeOffset? EndedAt,
    string? Matter,
    string? Plan,
    ListOf<string> Measures,
    bool Own
)
{
    public static ResponseShown Of(ResponseKnown response, string name, bool own, ISealing sealing)
    {
        var text = sealing.Open<ResponseText>(response.Facts.Text);
        return new(
            ResponseLight.Of(response),
            name,
            response.State.Stage,
            response.State.EndedAt,
            text?.Matter,
            text?.Plan,
            text?.Measures ?? [],
            own
        );
    }
}

/// <summary>A new response: matter, plan, level, term and measures (应对法 71–72).</summary>
/// <param name="Until">The end of its term, at most a year ahead.</param>
/// <param name="Incident">Left out where it is for no particular incident.</param>
internal sealed record NewResponse(
    ResponseLevel? Level,
    string? Matter,
    string? Plan,
    ListOf<string>? Measures,
    DateTimeOffset? Until,
    IncidentId? Incident
)
{
    public ResponseText Text => new(Matter!.Trim(), Plan!.Trim(), [.. Measures!.Select(one => one.Trim())]);

    public static IReadOnlyList<string> Faults(NewResponse body, DateTimeOffset now) =>
        [.. ChangedResponse.Faults(new(body.Level, body.Matter, body.Plan, body.Measures, body.Until), now)];
}

/// <summary>The new state of the response, whole.</summary>
internal sealed record ChangedResponse(ResponseLevel? Level, string? Matter, string? Plan, ListOf<string>? Measures, DateTimeOffset? Until)
{
    public ResponseText Text => new(Matter!.Trim(), Plan!.Trim(), [.. Measures!.Select(one => one.Trim())]);

    public static IReadOnlyList<string> Faults(ChangedResponse body, DateTimeOffset now)
    {
        return
        [
            .. Checks.Need(body.Level is not null, "$.level: first, second, third or fourth"),
            .. Checks.Text(body.Matter, "$.matter", 200, needed: true),
            .. Checks.Text(body.Plan, "$.plan", 200, needed: true),
            .. Checks.Need(body.Measures is { Count: >= 1 and <= 20 }, "$.measures: 1 to 20"),
            .. (body.Measures ?? []).SelectMany((one, i) => Checks.Text(one, $"$.measures[{i}]", 200, needed: true)),
            .. Checks.Need(
                body.Until is not null && body.Until > now && body.Until <= now.AddDays(366),
                "$.until: in the future, within a year"
            ),
        ];
    }
}

/// <summary>Responses, the highest level first.</summary>
internal sealed record ResponsesShown(IReadOnlyList<ResponseShown> Items, long Position);
