using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Duplicates;

/// <summary>可能重复: records that may be one person, in the registers that the asker keeps. Nothing is merged automatically.</summary>
internal static class DuplicateEndpoints
{
    private const int MostItems = 200;

    public static RouteGroupBuilder MapDuplicates(this RouteGroupBuilder api)
    {
        api.MapGet("/divisions/{code}/duplicates", List).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/merge", Merge).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/unmerge", Unmerge).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/apart", Apart).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>Lists records at or below a division that may be one person, with the matching rules, side by side and masked; at most 200, <c>total</c> counts all. Also lists merged records.</summary>
    public static Outcome<DuplicatesPage> List(string code, Asked asked, Known known)
    {
        if (asked.Allow(PeoplePermissions.RegisterKeep, new Place(code)) is not { Grant: { } grant })
            return asked.Sees(new Place(code)) ? Problem.NotYours(PeoplePermissions.RegisterKeep) : Problem.NotFound;
        var (residents, side) = (known.Of<ResidentsKnown>(asked.Realm), Sides(known, asked, grant));
        var registers = residents.RegistersIn(code).ToList();
        var all = Likenesses.Find(residents, registers.SelectMany(residents.PersonsOf));
        var merged = registers
            .SelectMany(residents.MergedOf)
            .Select(gone => (Gone: gone, Into: residents.Persons.GetValueOrDefault(gone.Left!.Into!.Value)))
            .Where(pair => pair.Into is not null)
            .OrderByDescending(pair => pair.Gone.Left!.Day)
            .Take(MostItems);
        return new Outcome<DuplicatesPage>(
            new(
                [.. all.Take(MostItems).Select(one => Shown(known, asked, one, side))],
                all.Count,
                [.. merged.Select(pair => new MergedShown(side(pair.Gone), side(pair.Into!), pair.Gone.Left!.Day))],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>All such records, for a file; null where the asker does not keep those registers.</summary>
    internal static IEnumerable<DuplicateShown>? Found(string code, Asked asked, Known known)
    {
        if (asked.Allow(PeoplePermissions.RegisterKeep, new Place(code)) is not { Grant: { } grant })
            return null;
        var (residents, side) = (known.Of<ResidentsKnown>(asked.Realm), Sides(known, asked, grant));
        return Likenesses
            .Find(residents, residents.RegistersIn(code).SelectMany(residents.PersonsOf))
            .Select(one => Shown(known, asked, one, side));
    }

    private static DuplicateShown Shown(Known known, Asked asked, Alike one, Func<PersonKnown, DuplicateSide> side) =>
        new(side(one.One), side(one.Other), one.By, DuplicateMasks.Same(one.One, one.Other), Waits(known, asked.Realm, one));

    private static Func<PersonKnown, DuplicateSide> Sides(Known known, Asked asked, Grant grant)
    {
        var (residents, places, today) = (
            known.Of<ResidentsKnown>(asked.Realm),
            known.Of<PlacesKnown>(asked.Realm),
            Shanghai.Day(asked.Now)
        );
        return one => DuplicateMasks.Side(one, places.Name(one.Community), today, residents.Register(one.Community).Has(grant.Role, today));
    }

    /// <summary>Merges another record of the same community into this one, field by field as chosen; needs and kinds of both stay. Refused while an incident or a case of care counts either. Nothing is moved: they can be parted at any time.</summary>
    public static async Task<Outcome<MergeDone>> Merge(string code, Guid personId, NewPersonMerge body, Act act)
    {
        if (NewPersonMerge.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (into, gone) = (new PersonId(personId), body.Gone!.Value);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, into) is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        var register = await act.Use<StoredRegister>().Of(act.Asked.Realm, code, act.Stop);
        var why = await act.SealText(personId, body.Why);
        // Merged already, perhaps by this very request: the register gives the same answer again.
        var (kept, lost) = (register.Persons.GetValueOrDefault(into), register.Persons.GetValueOrDefault(gone));
        if (kept is null || (lost is null && !register.MergedPersons.ContainsKey(gone)))
            return Problem.Of(Residents.UnknownPerson, (kept is null ? into : gone).ToString());
        var chosen = lost is null ? kept : Chosen(act, kept, lost, body.FromGone ?? []);
        if (chosen is null)
            return Problem.Of(Residents.UnknownPerson, gone.ToString());
        ListOf<string> incidents =
        [
            .. new[] { into, gone }.SelectMany(id => Erasing.Incidents(known, act.Asked.Realm, id)).Distinct(StringComparer.Ordinal),
        ];
        ListOf<string> care =
        [
            .. new[] { into, gone }.SelectMany(id => Erasing.Cases(known, act.Asked.Realm, id)).Distinct(StringComparer.Ordinal),
        ];
        return await Keep(
            act,
            code,
            into,
            by => new MergePersons(gone, chosen, (lost ?? kept).Contact, kept.Contact, incidents, care, why, by, act.Now)
        );
    }

    /// <summary>Parts a merged record from the one it went into: both are as they were. Changes made by hand in the other since then stay.</summary>
    public static async Task<Outcome<MergeDone>> Unmerge(string code, Guid personId, Because body, Act act)
    {
        if (Because.Faults(body, needed: false) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, id) is { } problem)
            return problem;
        var why = await act.SealText(personId, body.Reason);
        return await Keep(act, code, id, by => new UnmergePersons(id, why, by, act.Now));
    }

    /// <summary>不是同一人: marks two records as different people, which are not listed again.</summary>
    public static async Task<Outcome<MergeDone>> Apart(string code, Guid personId, NewApart body, Act act)
    {
        if (NewApart.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (id, other) = (new PersonId(personId), body.Other!.Value);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, id) is { } problem)
            return problem;
        // Nothing about another's register may be disclosed, not even that such a record exists.
        if (
            act.Use<Folding>().Now.Of<ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(other) is not { } there
            || act.Asked.Allow(PeoplePermissions.RegisterKeep, new Place(there.Community)).Grant is null
        )
            return Problem.Of(Residents.UnknownPerson, other.ToString());
        return await Keep(act, code, id, by => new TellApart(id, other, by, act.Now));
    }

    private static async Task<Outcome<MergeDone>> Keep(Act act, string code, PersonId id, Func<By, Command> make)
    {
        var sent = await act.Send(PeoplePermissions.RegisterKeep, new Place(code), Entities.Residents(act.Asked.Realm, code), make);
        return sent.With(new MergeDone(id, sent.Position.Value));
    }

    private static MergeWaits? Waits(Known known, string realm, Alike two) =>
        two.One.Community != two.Other.Community ? MergeWaits.OtherCommunity
        : Any(known, realm, two, Erasing.Incidents) ? MergeWaits.AtDoors
        : Any(known, realm, two, Erasing.Cases) ? MergeWaits.InCare
        : null;

    private static bool Any(Known known, string realm, Alike two, Func<Known, string, PersonId, ListOf<string>> of) =>
        of(known, realm, two.One.Id).Count > 0 || of(known, realm, two.Other.Id).Count > 0;

    private static AtRiskResident? Chosen(Act act, AtRiskResident kept, AtRiskResident lost, IReadOnlyList<MergeField> taken)
    {
        if (Open(act, kept) is not { } was || Open(act, lost) is not { } other)
            return null;
        var (contact, sensitive) = MergedRecord.Of(was, other, taken);
        var moves = taken.Contains(MergeField.Door);
        return kept with
        {
            Household = moves ? lost.Household : kept.Household,
            Grid = moves ? lost.Grid : kept.Grid,
            Contact = act.Sealing.Seal(kept.Id.Value, contact),
            Sensitive = act.Sealing.Seal(kept.Id.Value, sensitive),
        };
    }

    private static (PersonContact Contact, PersonSensitive Sensitive)? Open(Act act, AtRiskResident of) =>
        act.Sealing.Open<PersonContact>(of.Contact) is { } contact && act.Sealing.Open<PersonSensitive>(of.Sensitive) is { } sensitive
            ? (contact, sensitive)
            : null;
}
