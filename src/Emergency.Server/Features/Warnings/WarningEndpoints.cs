using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Warnings;

/// <summary>预警: received as CAP 1.2, listed, confirmed, lifted.</summary>
internal static class WarningEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static RouteGroupBuilder MapWarningActs(this RouteGroupBuilder api)
    {
        api.MapPost("/cap", Receive)
            .Needs(WarningPermissions.CapReceive)
            .IsHeavy(HeavyKind.Message)
            .Produces<CapTaken>(StatusCodes.Status201Created)
            .Accepts<string>("application/cap+xml", "application/xml", "text/xml");
        api.MapPost("/warnings", Write).Needs(WarningPermissions.Confirm).Produces<Recorded>(StatusCodes.Status201Created);
        api.MapGet("/warnings", List).Needs(WarningPermissions.Read);
        api.MapGet("/warnings/{warningId:guid}", Read).Needs(WarningPermissions.Read);
        api.MapPost("/warnings/{warningId:guid}/confirm", Confirm).Needs(WarningPermissions.Confirm);
        api.MapPost("/warnings/{warningId:guid}/lift", Lift).Needs(WarningPermissions.Confirm);
        api.MapPost("/warnings/{warningId:guid}/accept", Accept).Needs(WarningPermissions.Confirm);
        api.MapPost("/warnings/{warningId:guid}/decline", Decline).Needs(WarningPermissions.Confirm);
        return api;
    }

    /// <summary>Takes a CAP 1.2 message for one's own county: an alert or update becomes a warning with the divisions it reaches, a cancellation ends those it names. The same message again is the same warning. Who is not on the list of senders warns all the same, but what it says of earlier messages waits for a person. What is no right message is refused with the element and the reason.</summary>
    public static async Task<Outcome<CapTaken>> Receive(
        Received received,
        Asked asked,
        Known known,
        HeavyReadings heavy,
        Settings settings,
        Sending sending,
        Folding folding,
        CancellationToken stop
    )
    {
        var (parsed, tooHeavy) = await heavy.Read(HeavyKind.Message, _ => CapReader.Read(received.Body), stop);
        if (parsed is null)
            return tooHeavy!;
        if (parsed.Alert is not { } alert)
            return Bad(parsed.Faults);
        // Receipts between machines warn nobody and end nothing.
        if (alert.Type is CapMessageType.Ack or CapMessageType.Error)
            return Bad([new("/alert/msgType", CapFaults.NotTaken)]);
        var home = asked.Grants.First(grant => WarningPermissions.CapReceive.Of(grant.Role) == Reach.Scope).Scope.Division;
        var (key, takesBack) = (WarningReading.Key(alert), WarningReading.TakesBack(alert));
        bool? unlisted = settings.TakesWordOf(alert.Sender) ? null : true;
        WarningFacts? facts = null;
        if (!takesBack)
        {
            (var read, tooHeavy) = await heavy.Read(
                HeavyKind.Message,
                end => Grounded.Of(alert, home, known.Of<PlacesKnown>(asked.Realm), known.InForce, end),
                stop
            );
            if (read is null)
                return tooHeavy!;
            if (read.Tangled is { } area)
                return Bad([new($"/alert/info/area ({area})", CapFaults.CrossesItself)]);
            facts = read.Facts! with { Unlisted = unlisted };
        }
        var id = WarningKnown.IdOf(home, key);
        var sent = await sending.Send(
            asked,
            WarningPermissions.CapReceive,
            new Place(home),
            Entities.Warning(asked.Realm, id),
            by =>
                facts is null
                    ? new ReceiveCancellation(
                        home,
                        key,
                        WarningReading.Status(alert),
                        WarningReading.References(alert),
                        by,
                        asked.Now,
                        unlisted
                    )
                    : new ReceiveWarning(facts, known.At.Value, by, asked.Now),
            stop: stop
        );
        // What is told is what is kept: an identifier that was used before names the warning that it named then.
        if (facts is not null && sent.Accepted)
            facts = (await folding.At(sent.Position, Patience, stop))?.Of<WarningsKnown>(asked.Realm).Find(id)?.State.Facts ?? facts;
        return sent.With(
            new CapTaken(
                id,
                WarningReading.Status(alert),
                takesBack,
                facts?.Divisions ?? [],
                facts is { Reaches: false },
                sent.Position.Value
            ),
            StatusCodes.Status201Created
        );
    }

    /// <summary>Warnings one may know of, newest first; state: in-force (default: actual ones now in force that reach one of our divisions), elsewhere (actual ones in force that reach none), over, exercise (exercises, tests and drafts) or all; division: those that concern it.</summary>
    public static Outcome<Page<WarningLight>> List(
        Asked asked,
        Known known,
        string? division = null,
        string? state = null,
        int? limit = null,
        string? next = null
    )
    {
        if (state is not (null or "in-force" or "elsewhere" or "over" or "exercise" or "all"))
            return Problem.Bad("?state: in-force, elsewhere, over, exercise or all");
        if (division is not null && !Divisions.IsCode(division))
            return Problem.Bad("?division: 2, 4, 6, 9 or 12 digits");
        var warnings = known.Of<WarningsKnown>(asked.Realm);
        var found = (state is null or "in-force" ? warnings.Running : warnings.All)
            .Values.Reverse()
            .Where(one =>
                one.State.Facts is { } facts
                && WarningSight.Sees(asked, facts)
                && (division is null || (facts.Touches(division) && !one.State.IsLiftedFor(division)))
                && state switch
                {
                    "all" => true,
                    "exercise" => !facts.Actual,
                    "elsewhere" => facts is { Actual: true, Reaches: false } && one.State.Running && facts.Holds(asked.Now),
                    "over" => facts.Actual && !one.State.Running,
                    _ => facts.Holds(asked.Now),
                }
            );
        return Page.Of(
            found,
            one => FormattableString.Invariant($"{long.MaxValue - one.ReceivedAt.Value:D19}"),
            WarningLight.Of,
            limit,
            next,
            known.At
        );
    }

    /// <summary>One warning in full: its texts in every language, its areas with shapes and codes, and what became of it.</summary>
    public static async Task<Outcome<WarningShown>> Read(Guid warningId, Asked asked, Finder<WarningKnown> sight, CancellationToken stop)
    {
        var (found, known) = await sight.Find(asked, warningId, stop);
        return found is null
            ? Problem.NotFound
            : new Outcome<WarningShown>(WarningShown.Of(found, known.Of<PlacesKnown>(asked.Realm)), known.At);
    }

    /// <summary>Writes a warning at the desk; it is confirmed like any other.</summary>
    public static async Task<Outcome<Recorded>> Write(NewWarning body, Asked asked, Known known, Sending sending, CancellationToken stop)
    {
        var home = asked.Grants.First(grant => WarningPermissions.Confirm.Of(grant.Role) == Reach.Scope).Scope.Division;
        var places = known.Of<PlacesKnown>(asked.Realm);
        if (NewWarning.Faults(body, home, places, asked.Now) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var facts = NewWarning.Facts(body, home, asked.NewId<WarningId>().Value, places, asked.Now);
        var id = WarningKnown.IdOf(home, facts.Key);
        var sent = await sending.Send(
            asked,
            WarningPermissions.Confirm,
            new Place(home),
            Entities.Warning(asked.Realm, id),
            by => new ReceiveWarning(facts, known.At.Value, by, asked.Now),
            stop: stop
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>确认: somebody of the county's desk takes it on, and the people of the divisions it holds for are called. Again, it calls those that were left out before.</summary>
    public static Task<Outcome<Recorded>> Confirm(Guid warningId, Act act, Known known, ConfirmWish? body = null) =>
        Refused(ConfirmWish.Faults(body))
        ?? On(warningId, act)
            .Do(
                (found, by) =>
                {
                    ListOf<string> calls =
                        body?.Calls == false ? [] : [.. Reached(found, known, act).Except(body?.Except ?? [], StringComparer.Ordinal)];
                    return new ConfirmWarning(
                        calls,
                        body?.StepSeconds ?? known.InForce.Seconds(Deadlines.CallStep, found.State.Facts!.Home),
                        by,
                        act.Now
                    );
                }
            );

    /// <summary>确认 of what another sender said of it: it is replaced or taken back.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid warningId, AtMessage body, Act act) =>
        Refused(AtMessage.Faults(body)) ?? On(warningId, act).Do(by => new AcceptEnding(body.Message!, by, act.Now));

    /// <summary>不采纳: it stays in force.</summary>
    public static Task<Outcome<Recorded>> Decline(Guid warningId, AtMessage body, Act act) =>
        Refused(AtMessage.Faults(body)) ?? On(warningId, act).Do(by => new DeclineEnding(body.Message!, by, act.Now));

    /// <summary>解除: the issuer has lifted it by telephone or letter; for some communities and streets, the rest stays warned, or for all.</summary>
    public static Task<Outcome<Recorded>> Lift(Guid warningId, Act act, Known known, LiftWish? body = null) =>
        (
            On(warningId, act) with
            {
                Against = found => LiftWish.Faults(body, Reached(found, known, act)) is { Count: > 0 } faults ? Problem.Bad(faults) : null,
            }
        ).Do(by => body?.Divisions is { } some ? new LiftFor(some, by, act.Now) : new LiftWarning(by, act.Now));

    private static ActOn<WarningKnown> On(Guid id, Act act) =>
        act.On<WarningKnown>(
            id,
            WarningPermissions.Confirm,
            found => Entities.Warning(act.Asked.Realm, found.Id),
            found => new Place(found.State.Facts!.Home)
        );

    private static IReadOnlyList<string> Reached(WarningKnown found, Known known, Act act) =>
        [.. WarningReach.Of(found.State.Facts!.Divisions, known.Of<PlacesKnown>(act.Asked.Realm))];

    private sealed record Grounded(string? Tangled, WarningFacts? Facts)
    {
        public static Grounded Of(CapAlert alert, string home, PlacesKnown places, InForce inForce, CancellationToken stop) =>
            WarningReading.Tangled(alert, home, places, stop) is { } tangled
                ? new(tangled, null)
                : new(null, WarningReading.Facts(alert, home, places, inForce, stop));
    }

    private static Problem Bad(IReadOnlyList<MessageFault> faults) =>
        new("cap.bad", [string.Join("; ", faults.Select(fault => $"{fault.Path}: {fault.Code}"))]);
}

/// <summary>What became of a message.</summary>
/// <param name="TakesBack">It warns of nothing itself; the warnings it names end.</param>
/// <param name="Divisions">Of one's own, what it reaches: the largest that are reached whole.</param>
/// <param name="ReachesNobody">It warns, but none of our divisions: it is kept apart and calls nobody.</param>
internal sealed record CapTaken(
    WarningId Id,
    WarningStatus Status,
    bool TakesBack,
    ListOf<string> Divisions,
    bool ReachesNobody,
    long Position
);
