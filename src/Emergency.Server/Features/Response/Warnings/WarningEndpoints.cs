using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
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

/// <summary>Endpoints for warnings (预警): received as CAP 1.2, listed, confirmed, lifted.</summary>
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
        api.MapGet("/warnings/waiting", Waiting).Needs(WarningPermissions.Confirm);
        api.MapPost("/warnings/{warningId:guid}/settle", Settle).Needs(WarningPermissions.Confirm);
        api.MapPost("/warnings/{warningId:guid}/accept", Accept).Needs(WarningPermissions.Confirm);
        api.MapPost("/warnings/{warningId:guid}/decline", Decline).Needs(WarningPermissions.Confirm);
        return api;
    }

    /// <summary>
    /// Takes a CAP 1.2 message for the asker's own county. Each warning in it is stored with the divisions it reaches. Parts
    /// that announce an end reach nobody. A cancellation or an all-clear ends the warnings it names, if the same account
    /// brought them and the sender is on the desk's list. Otherwise, and where it names nothing, it waits for a person. A
    /// repeated message is the same warning. A part that is not understood is marked. An unreadable message is refused with
    /// the element and the reason.
    /// </summary>
    public static async Task<Outcome<CapTaken>> Receive(
        Received received,
        Asked asked,
        Known known,
        HeavyReadings heavy,
        Settings settings,
        Sending sending,
        Folding folding,
        CapRefusals refusals,
        CancellationToken stop
    )
    {
        var (parsed, tooHeavy) = await heavy.Read(HeavyKind.Message, _ => CapReader.Read(received.Body), stop);
        if (parsed is null)
            return tooHeavy!;
        if (parsed.Alert is not { } alert)
            return refusals.Of(parsed.Faults);
        // Receipts between machines warn nobody and end nothing.
        if (alert.Type is CapMessageType.Ack or CapMessageType.Error)
            return refusals.Of([new("/alert/msgType", CapFaults.NotTaken)]);
        var home = asked.Grants.First(grant => WarningPermissions.CapReceive.Of(grant.Role) == Reach.Scope).Scope.Division;
        (var read, tooHeavy) = await heavy.Read(
            HeavyKind.Message,
            end => WarningReading.Of(alert, parsed.Marks, home, known.Of<PlacesKnown>(asked.Realm), known.InForce, end),
            stop
        );
        if (read is null)
            return tooHeavy!;
        return await Send(new(alert, read, home, settings.TakesWordOf(alert.Sender) ? null : true), asked, known, sending, folding, stop);
    }

    private sealed record Taken(CapAlert Alert, WarningReading Read, string Home, bool? Unlisted);

    // Endings go first: the earlier warning is lifted there before it is replaced.
    private static async Task<Outcome<CapTaken>> Send(
        Taken taken,
        Asked asked,
        Known known,
        Sending sending,
        Folding folding,
        CancellationToken stop
    )
    {
        var (alert, read, home, unlisted) = taken;
        var key = WarningReading.Key(alert);
        // The first stored event names the others: if the server dies in between, a reaction continues.
        ListOf<WarningFacts> warns = [.. read.Warns.Select(facts => facts with { Unlisted = unlisted })];
        var rest = new MessageRest([.. read.Back is null ? warns.Skip(1) : warns], known.At.Value);
        var whole = rest.Warns.Count > 0 ? rest : null;
        var commands = warns
            .Select<WarningFacts, (int? Part, Func<By, Command> Make)>(
                (facts, i) =>
                    (facts.Part, by => new ReceiveWarning(facts, known.At.Value, by, asked.Now, i == 0 && read.Back is null ? whole : null))
            )
            .ToList();
        if (read.Back is { } back)
            commands.Insert(
                0,
                (
                    back.Part,
                    by => new ReceiveCancellation(
                        home,
                        key,
                        WarningReading.Status(alert),
                        WarningReading.References(alert),
                        by,
                        asked.Now,
                        unlisted,
                        back,
                        whole
                    )
                )
            );
        Sent? sent = null;
        foreach (var (part, make) in commands)
        {
            sent = await sending.Send(
                part is { } next ? asked.Next(next) : asked,
                WarningPermissions.CapReceive,
                new Place(home),
                Entities.Warning(asked.Realm, WarningKnown.IdOf(home, key, part)),
                make,
                stop: stop
            );
            if (!sent.Accepted)
                break;
        }
        // The answer tells what is stored: a reused identifier names the warnings that it named the first time.
        if (sent!.Accepted && await folding.At(sent.Position, Patience, stop) is { } now)
        {
            var kept = now.Of<WarningsKnown>(asked.Realm);
            read = read with
            {
                Warns = [.. read.Warns.Select(facts => kept.Find(WarningKnown.IdOf(home, key, facts.Part))?.State.Facts ?? facts)],
            };
        }
        return sent.With(CapTaken.Of(home, key, alert, read, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>
    /// Messages for a person of the desk to settle, the oldest first: those that end something and name nothing, updates
    /// that name no earlier message, and headlines that speak of an end. Each comes with the warnings it can mean.
    /// </summary>
    public static Outcome<IReadOnlyList<WaitingMessage>> Waiting(Asked asked, Known known)
    {
        var warnings = known.Of<WarningsKnown>(asked.Realm);
        return new(
            [.. warnings.Waiting.Where(one => WarningSight.IsOfDesk(asked, one.Home)).Select(one => WaitingMessage.Of(one, warnings))],
            known.At
        );
    }

    /// <summary>
    /// Settles such a message: which warnings it ends, or none of ours; and for a headline that reads as an end, whether it
    /// is one.
    /// </summary>
    public static Task<Outcome<Recorded>> Settle(Guid warningId, SettleWish body, Act act, Known known) =>
        (
            On(warningId, act) with
            {
                Against = found =>
                    SettleWish.Faults(body, known.Of<WarningsKnown>(act.Asked.Realm), found.Home) is { Count: > 0 } faults
                        ? Problem.Bad(faults)
                        : null,
            }
        ).Do(by => new SettleWaiting([.. body.Ends!.Select(id => new WarningId(id))], body.Lifts == true, by, act.Now));

    /// <summary>
    /// Warnings visible to the asker, newest first; state: in-force (default: actual ones now in force that reach a division
    /// of ours), elsewhere (actual ones in force that reach none), over, exercise (exercises, tests and drafts) or all;
    /// division: those that concern it.
    /// </summary>
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
        var found = (state is null or "in-force" ? warnings.Running : warnings.All).Values.Where(one =>
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

    /// <summary>A warning in full: its texts in every language, its areas with shapes and codes, and its later course.</summary>
    public static async Task<Outcome<WarningShown>> Read(Guid warningId, Asked asked, Finder<WarningKnown> sight, CancellationToken stop)
    {
        var (found, known) = await sight.Find(asked, warningId, stop);
        return found?.State.Facts is null
            ? Problem.NotFound
            : new Outcome<WarningShown>(
                WarningShown.Of(found, known.Of<WarningsKnown>(asked.Realm), known.Of<PlacesKnown>(asked.Realm)),
                known.At
            );
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

    /// <summary>
    /// 确认: somebody of the county's desk confirms it, and the people of its divisions are called. A second confirmation
    /// calls those that were left out before.
    /// </summary>
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
                        body?.StepSeconds ?? known.InForce.Seconds(Deadlines.CallStep, found.Home),
                        by,
                        act.Now,
                        Placed: body?.Except is not null
                    );
                }
            );

    /// <summary>确认: accepts another sender's word that the warning is replaced or ended.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid warningId, AtMessage body, Act act) =>
        Refused(AtMessage.Faults(body)) ?? On(warningId, act).Do(by => new AcceptEnding(body.Message!, by, act.Now));

    /// <summary>不采纳: declines another sender's word. The warning stays in force.</summary>
    public static Task<Outcome<Recorded>> Decline(Guid warningId, AtMessage body, Act act) =>
        Refused(AtMessage.Faults(body)) ?? On(warningId, act).Do(by => new DeclineEnding(body.Message!, by, act.Now));

    /// <summary>
    /// 解除: records that the issuer has lifted it by telephone or letter, for all, or for some communities and streets while
    /// the rest stays warned.
    /// </summary>
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
            found => new Place(found.Home)
        );

    private static IReadOnlyList<string> Reached(WarningKnown found, Known known, Act act) =>
        [.. WarningReach.Of(found.State.Facts?.Divisions ?? [], known.Of<PlacesKnown>(act.Asked.Realm))];
}

/// <summary>Result of a received message.</summary>
/// <param name="Id">Id of its first warning, or of the message where it only ends others.</param>
/// <param name="TakesBack">True when it warns of nothing itself. The warnings it names end, or a person is asked.</param>
/// <param name="Divisions">Divisions of the desk that it reaches: the largest that are reached whole.</param>
/// <param name="ReachesNobody">True when it warns none of our divisions: it is kept apart and calls nobody.</param>
/// <param name="Warnings">Its warnings, each with the level and ground of the infos behind it.</param>
/// <param name="Waits">True when a person of the desk has to say which warnings it ends.</param>
/// <param name="Marks">Parts that were not understood.</param>
internal sealed record CapTaken(
    WarningId Id,
    WarningStatus Status,
    bool TakesBack,
    ListOf<string> Divisions,
    bool ReachesNobody,
    ListOf<CapWarning> Warnings,
    bool Waits,
    ListOf<MessageMark> Marks,
    long Position
)
{
    public static CapTaken Of(string home, MessageKey key, CapAlert alert, WarningReading read, long position) =>
        new(
            WarningKnown.IdOf(home, key),
            WarningReading.Status(alert),
            read.Warns.Count == 0,
            [.. read.Warns.SelectMany(facts => facts.Divisions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            read.Warns.Count > 0 && read.Warns.All(facts => !facts.Reaches),
            [
                .. read.Warns.Select(facts => new CapWarning(
                    WarningKnown.IdOf(home, key, facts.Part),
                    facts.Hazard,
                    facts.Level,
                    facts.Divisions,
                    facts.AsksWhere
                )),
            ],
            (read.Back is not null && alert.References.Count == 0) || read.Warns.Any(facts => facts.Doubt is not null),
            read.Marks,
            position
        );
}

/// <summary>A warning of a message.</summary>
/// <param name="AsksWhere">True when a person must name its divisions before anybody is called.</param>
internal sealed record CapWarning(WarningId Id, Category? Hazard, WarningLevel? Level, ListOf<string> Divisions, bool AsksWhere);
