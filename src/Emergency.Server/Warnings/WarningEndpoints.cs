using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Hotlines.Messages;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Places;
using Emergency.Server.Problems;
using Emergency.Server.Requests;
using Emergency.Server.Views;

namespace Emergency.Server.Warnings;

/// <summary>预警: received as CAP 1.2, listed, confirmed, lifted.</summary>
public static class WarningEndpoints
{
    public static RouteGroupBuilder MapWarningActs(this RouteGroupBuilder api)
    {
        api.MapPost("/cap", Receive).Needs(Permissions.CapReceive).Produces<CapTaken>(StatusCodes.Status201Created).Accepts<string>("application/cap+xml", "application/xml", "text/xml");
        api.MapGet("/warnings", List).Needs(Permissions.WarningRead);
        api.MapGet("/warnings/{warningId:guid}", Read).Needs(Permissions.WarningRead);
        api.MapPost("/warnings/{warningId:guid}/confirm", Confirm).Needs(Permissions.WarningConfirm);
        api.MapPost("/warnings/{warningId:guid}/lift", Lift).Needs(Permissions.WarningConfirm);
        return api;
    }

    /// <summary>Takes a CAP 1.2 message for one's own county: an alert or update becomes a warning with the divisions it reaches, a cancellation ends those it names. The same message again is the same warning; what is no right message is refused with the element and the reason.</summary>
    public static async Task<Outcome<CapTaken>> Receive(Received received, Asked asked, Known known, Sending sending, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(sending);
        var parsed = CapReader.Read(received.Body);
        if (parsed.Alert is not { } alert) return Bad(parsed.Faults);
        // Receipts between machines warn nobody and end nothing.
        if (alert.Type is CapMessageType.Ack or CapMessageType.Error) return Bad([new("/alert/msgType", CapFaults.NotTaken)]);
        var home = asked.Grants.First(grant => Permissions.Of(Permissions.CapReceive, grant.Role) == Reach.Scope).Scope.Division;
        var (key, takesBack) = (WarningReading.Key(alert), WarningReading.TakesBack(alert));
        var facts = takesBack ? null : WarningReading.Facts(alert, home, known.Of<PlacesKnown>(asked.Realm));
        var id = WarningKnown.IdOf(home, key);
        var sent = await sending.Send(asked, Permissions.CapReceive, new Place(home), Entities.Warning(asked.Realm, id), by => facts is null
            ? new ReceiveCancellation(home, key, WarningReading.Status(alert), WarningReading.References(alert), by, asked.Now)
            : new ReceiveWarning(facts, known.At.Value, by, asked.Now), stop: stop);
        return sent.With(new CapTaken(id, WarningReading.Status(alert), takesBack, facts?.Divisions ?? [], sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Warnings one may know of, newest first; state: in-force (default: actual ones now in force), over, exercise (exercises, tests and drafts) or all; division: those that concern it.</summary>
    public static Outcome<Page<WarningLight>> List(Asked asked, Known known, string? division = null, string? state = null, int? limit = null, string? next = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        if (state is not (null or "in-force" or "over" or "exercise" or "all")) return Problem.Bad("?state: in-force, over, exercise or all");
        if (division is not null && !Divisions.IsCode(division)) return Problem.Bad("?division: 2, 4, 6, 9 or 12 digits");
        var warnings = known.Of<WarningsKnown>(asked.Realm);
        var found = (state is null or "in-force" ? warnings.Running : warnings.All).Values.Reverse().Where(one => one.State.Facts is { } facts && WarningSight.Sees(asked, facts) && (division is null || facts.Touches(division)) && state switch
        {
            "all" => true,
            "exercise" => !facts.Actual,
            "over" => facts.Actual && !one.State.Running,
            _ => facts.Holds(asked.Now),
        });
        return Page.Of(found, one => FormattableString.Invariant($"{long.MaxValue - one.ReceivedAt.Value:D19}"), WarningLight.Of, limit, next, known.At);
    }

    /// <summary>One warning in full: its texts in every language, its areas with shapes and codes, and what became of it.</summary>
    public static async Task<Outcome<WarningShown>> Read(Guid warningId, Asked asked, WarningSight sight, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var (found, known) = await sight.Find(asked, warningId, stop);
        return found is null ? Problem.NotFound : new Outcome<WarningShown>(WarningShown.Of(found), known.At);
    }

    /// <summary>确认: somebody of the county's desk takes it on, once.</summary>
    public static Task<Outcome<Recorded>> Confirm(Guid warningId, Asked asked, WarningSight sight, Sending sending, CancellationToken stop) => Act(warningId, asked, sight, sending, by => new ConfirmWarning(by, asked.Now), stop);

    /// <summary>解除: the issuer has lifted it by telephone or letter.</summary>
    public static Task<Outcome<Recorded>> Lift(Guid warningId, Asked asked, WarningSight sight, Sending sending, CancellationToken stop) => Act(warningId, asked, sight, sending, by => new LiftWarning(by, asked.Now), stop);

    private static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, WarningSight sight, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        if ((await sight.Find(asked, id, stop)).Warning is not { } found) return Problem.NotFound;
        var sent = await sending.Send(asked, Permissions.WarningConfirm, new Place(found.State.Facts!.Home), Entities.Warning(asked.Realm, found.Id), make, stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static Problem Bad(IReadOnlyList<MessageFault> faults) => new("cap.bad", [string.Join("; ", faults.Select(fault => $"{fault.Path}: {fault.Code}"))]);
}

/// <summary>What became of a message.</summary>
/// <param name="TakesBack">It warns of nothing itself; the warnings it names end.</param>
/// <param name="Divisions">Of one's own, what it reaches: the largest that are reached whole.</param>
public sealed record CapTaken(WarningId Id, WarningStatus Status, bool TakesBack, ListOf<string> Divisions, long Position);
