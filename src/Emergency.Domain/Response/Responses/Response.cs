using static Emergency.Domain.Decision;

namespace Emergency.Domain.Responses;

/// <summary>Response (应急响应; kind "response") that an authority has started under its plan: level, term and measures (应对法 71–72). Several
/// can run at once, each its own authority's: nobody else changes or ends it (应对法 86). Its term runs out without ending it.</summary>
public sealed partial record Response(
    ResponseStage Stage,
    ResponseFacts? Facts,
    By? StartedBy,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt
)
{
    public static readonly Code Unknown = new("response.unknown"),
        AlreadyStarted = new("response.already-started"),
        Over = new("response.over"),
        NotTheirs = new("response.not-theirs"),
        BadTerm = new("response.bad-term");
    public static readonly Response None = new(ResponseStage.None, null, null, null, null);
}

public enum ResponseStage
{
    None,
    Running,
    Ended,
}

/// <summary>一级 (the highest) … 四级; of an authority and its plan, not of an incident.</summary>
public enum ResponseLevel
{
    First = 1,
    Second,
    Third,
    Fourth,
}

/// <param name="Authority">Authority that owns it, 6 or 9 digits.</param>
/// <param name="Incident">Null where it belongs to no single incident, as in a flood season.</param>
/// <param name="Until">End of the term as announced; after it the response is shown as run out until its authority ends or prolongs
/// it.</param>
/// <param name="Text">Matter, plan and measures, sealed under the incident's key, else under the response's own.</param>
public sealed record ResponseFacts(string Authority, ResponseLevel Level, IncidentId? Incident, DateTimeOffset Until, Sealed Text);

public abstract record ResponseCommand : Command;

public sealed record StartResponse(ResponseFacts Facts, By By, DateTimeOffset At) : ResponseCommand;

/// <summary>Changes level, term or measures, by the authority that owns the response.</summary>
public sealed record ChangeResponse(string Authority, ResponseLevel Level, DateTimeOffset Until, Sealed Text, By By, DateTimeOffset At)
    : ResponseCommand;

/// <summary>终止: ends it, by the authority that owns the response.</summary>
public sealed record TerminateResponse(string Authority, By By, DateTimeOffset At) : ResponseCommand;

public abstract record ResponseEvent : Event;

[Stored("response.started.v1")]
public sealed record ResponseStarted(ResponseFacts Facts, By By, DateTimeOffset At) : ResponseEvent;

[Stored("response.changed.v1")]
public sealed record ResponseChanged(ResponseLevel Level, DateTimeOffset Until, Sealed Text, By By, DateTimeOffset At) : ResponseEvent;

[Stored("response.terminated.v1")]
public sealed record ResponseTerminated(By By, DateTimeOffset At) : ResponseEvent;

public sealed partial record Response
{
    public static Decision Decide(Response state, Command command) =>
        command switch
        {
            StartResponse c when state.Stage == ResponseStage.None => c.Facts.Until > c.At
                ? new ResponseStarted(c.Facts, c.By, c.At)
                : Reject(BadTerm),
            StartResponse => Reject(AlreadyStarted),
            ResponseCommand when state.Facts is null => Reject(Unknown),
            ChangeResponse c when c.Authority != state.Facts.Authority => Reject(NotTheirs, state.Facts.Authority),
            TerminateResponse c when c.Authority != state.Facts.Authority => Reject(NotTheirs, state.Facts.Authority),
            TerminateResponse c => state.Stage == ResponseStage.Ended ? Nothing : new ResponseTerminated(c.By, c.At),
            ResponseCommand when state.Stage == ResponseStage.Ended => Reject(Over),
            ChangeResponse c when (c.Level, c.Until, c.Text) == (state.Facts.Level, state.Facts.Until, state.Facts.Text) => Nothing,
            ChangeResponse c => c.Until > c.At ? new ResponseChanged(c.Level, c.Until, c.Text, c.By, c.At) : Reject(BadTerm),
            _ => throw new Unforeseen(command),
        };

    public static Response Evolve(Response state, Event happened) =>
        happened switch
        {
            ResponseStarted e => new(ResponseStage.Running, e.Facts, e.By, e.At, null),
            ResponseChanged e when state.Facts is not null => state with
            {
                Facts = state.Facts with { Level = e.Level, Until = e.Until, Text = e.Text },
            },
            ResponseChanged => state, // of a response that was never started: nothing to change
            ResponseTerminated e => state with { Stage = ResponseStage.Ended, EndedAt = e.At },
            _ => throw new Unforeseen(happened),
        };
}
