using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Authorities;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Authorities;

/// <summary>值班: the duty desk of a county command centre or street office, its roster and 交班.</summary>
internal static class DutyEndpoints
{
    public static RouteGroupBuilder MapDuty(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/authorities/{authority}/duty").WithTags("duty");
        routes.MapGet("/", Read).Needs(DutyPermissions.Read);
        routes.MapPost("/open", Open).Needs(DutyPermissions.Read);
        routes.MapPost("/hand-over", HandOver).Needs(DutyPermissions.Edit);
        routes.MapGet("/roster", Roster).Needs(DutyPermissions.Edit);
        routes.MapPost("/turns", Rostered).Needs(DutyPermissions.Edit);
        routes.MapPost("/turns/change", Changed).Needs(DutyPermissions.Edit);
        routes.MapPost("/turns/strike", Struck).Needs(DutyPermissions.Edit);
        routes.MapGet("/officers", Officers).Needs(DutyPermissions.Edit);
        routes.MapPost("/officers", Record).Needs(DutyPermissions.Edit);
        return api;
    }

    /// <summary>The shift that has the desk now and the next one, names masked, with a late 交班 and the note of the last one.</summary>
    public static Outcome<DutyShown> Read(string authority, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = AuthoritySeen.Find(known, asked, authority);
        if (seen is null)
            return problem;
        var answers = asked.Allow(DutyPermissions.Edit, new Place(authority)).Problem is null;
        var note = answers && seen.Desk.State.Taken?.Note is { } text ? sealing.Open<FreeText>(text)?.Text : null;
        return new Outcome<DutyShown>(DutyShown.Of(seen, note), known.At);
    }

    /// <summary>Names and phones of the current and the next shift, to call them. The reading is recorded before they are sent.</summary>
    public static async Task<Outcome<KeeperContacts>> Open(
        string authority,
        Asked asked,
        Known known,
        Recording recording,
        CancellationToken stop
    )
    {
        var (seen, problem) = AuthoritySeen.Find(known, asked, authority);
        if (seen is null)
            return problem;
        var (desk, at) = (seen.Desk, asked.Now);
        ListOf<OfficerId> officers =
        [
            .. new[] { desk.State.Having(at), desk.State.Next(at) }
                .OfType<Watch>()
                .SelectMany(desk.State.Keeping)
                .Select(turn => turn.Officer)
                .Distinct(),
        ];
        // Officers are recorded by id only, like all people whose data are read. An asker below the authority reads under the own place.
        var scope = asked.Grants.First(grant => DutyPermissions.Read.Of(grant.Role) == Reach.Scope).Scope;
        var reading = new Reading(AccessPurpose.OpenedList, null, authority, [.. officers.Select(officer => new PersonId(officer.Value))]);
        var (access, sent) = await recording.Write(
            asked,
            DutyPermissions.Read,
            new Place(scope.Division, scope.Grid, scope.Building, scope.Unit),
            byTask: false,
            reading,
            stop
        );
        return sent.With(
            new KeeperContacts(
                access,
                [
                    .. officers
                        .Where(desk.Contacts.ContainsKey)
                        .Select(officer => (officer, desk.Contacts[officer]))
                        .Select(one => new KeeperContact(one.officer, one.Item2.Name, one.Item2.Title, one.Item2.Phones)),
                ],
                known.At.Value
            )
        );
    }

    /// <summary>交班: the named shift has the desk from now on, with a note on open matters. Recorded by a person of the desk.</summary>
    public static Task<Outcome<Done>> HandOver(string authority, NewHandOver body, Known known, Act act) =>
        Refused<Done>(NewHandOver.Faults(body))
        ?? On(authority, known, act)
            .Done(async _ =>
            {
                // The note has a key of its own, because it names open matters and must be destroyable with them.
                var note = await act.SealText(Derived.Id(act.Asked.CommandId, "note"), body.Note?.Trim());
                return by => new HandOverDesk(authority, body.Day!.Value, body.Shift!.Value, note, by, act.Now);
            });

    /// <summary>The roster of a day (Asia/Shanghai, the day on which the shift begins); today where none is named.</summary>
    public static Outcome<DeskDay> Roster(string authority, Asked asked, Known known, DateOnly? day = null)
    {
        var (seen, problem) = AuthoritySeen.FindOwn(known, asked, DutyPermissions.Edit, authority);
        if (seen is null)
            return problem;
        var on = day ?? Shanghai.Day(asked.Now);
        var turns = seen.Desk.State.Roster.Values.On(on).Select(turn => KeeperShown.Of(seen.Desk, turn));
        return new Outcome<DeskDay>(new(on, [.. turns], known.At.Value), known.At);
    }

    /// <summary>Adds a person to a shift.</summary>
    public static Task<Outcome<Done>> Rostered(string authority, NewTurn body, Known known, Act act) =>
        Refused<Done>(NewTurn.Faults(body, "$"))
        ?? On(authority, known, act).Done(by => new AddTurn(body.Turn(known.InForce, authority), by, act.Now));

    /// <summary>Replaces one turn by another; refused where the first no longer exists.</summary>
    public static Task<Outcome<Done>> Changed(string authority, ChangedTurn body, Known known, Act act) =>
        Refused<Done>([.. NewTurn.Faults(body?.Was, "$.was"), .. NewTurn.Faults(body?.Now, "$.now")])
        ?? On(authority, known, act)
            .Done(by => new SwapTurn(body!.Was!.Turn(known.InForce, authority).Key, body.Now!.Turn(known.InForce, authority), by, act.Now));

    /// <summary>Removes a person from a shift.</summary>
    public static Task<Outcome<Done>> Struck(string authority, NewTurn body, Known known, Act act) =>
        Refused<Done>(NewTurn.Faults(body, "$"))
        ?? On(authority, known, act).Done(by => new StrikeTurn(body.Turn(known.InForce, authority).Key, by, act.Now));

    /// <summary>Officers who can be rostered, names masked.</summary>
    public static Outcome<OfficersShown> Officers(string authority, Asked asked, Known known)
    {
        var (seen, problem) = AuthoritySeen.FindOwn(known, asked, DutyPermissions.Edit, authority);
        if (seen is null)
            return problem;
        var all = seen.Desk.State.Officers.Keys.Select(officer => new OfficerShown(
            officer,
            seen.Desk.Mask(officer),
            seen.Desk.Contacts.GetValueOrDefault(officer)?.Title
        ));
        return new Outcome<OfficersShown>(
            new([.. all.OrderBy(one => one.Title, StringComparer.Ordinal).ThenBy(one => one.Id.Value)], known.At.Value),
            known.At
        );
    }

    /// <summary>Adds officers who can be rostered, with name, office and phone; an entry with an id changes an existing officer.</summary>
    public static async Task<Outcome<OfficersRecorded>> Record(
        string authority,
        NewOfficers body,
        Asked asked,
        Known known,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (NewOfficers.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (seen, problem) = AuthoritySeen.FindOwn(known, asked, DutyPermissions.Edit, authority);
        if (seen is null)
            return problem;
        if (
            body.Officers!.Select(one => one.Id).OfType<OfficerId>().FirstOrDefault(id => !seen.Desk.State.Officers.ContainsKey(id))
                is var stranger
            && stranger != default
        )
            return Problem.Of(DutyDesk.UnknownOfficer, stranger.ToString());
        ListOf<Officer> officers = await Sealed(
            sealing,
            [
                .. body.Officers!.Select(
                    (one, i) =>
                        (one.Id ?? asked.NewId<OfficerId>(i), new OfficerContact(one.Name!.Trim(), one.Title?.Trim(), [one.Phone!.Trim()]))
                ),
            ],
            stop
        );
        var sent = await sending.Send(
            asked,
            DutyPermissions.Edit,
            new Place(authority),
            seen.Entity,
            by => new RecordOfficers(officers, by, asked.Now),
            stop: stop
        );
        return sent.With(new OfficersRecorded([.. officers.Select(one => one.Id)], sent.Position.Value));
    }

    private static ActOn<AuthoritySeen> On(string authority, Known known, Act act) =>
        new(
            act,
            Guid.Empty,
            DutyPermissions.Edit,
            () => ValueTask.FromResult<Found<AuthoritySeen>>(AuthoritySeen.FindOwn(known, act.Asked, DutyPermissions.Edit, authority)),
            seen => seen.Entity,
            seen => new Place(seen.Code)
        );

    /// <summary>Seals officers' contacts, each under a key of its own.</summary>
    internal static async Task<ListOf<Officer>> Sealed(
        ISealing sealing,
        IReadOnlyList<(OfficerId Id, OfficerContact Contact)> officers,
        CancellationToken stop
    )
    {
        await sealing.Ensure([.. officers.Select(one => one.Id.Value)], stop);
        return [.. officers.Select(one => new Officer(one.Id, sealing.Seal(one.Id.Value, one.Contact)))];
    }
}
