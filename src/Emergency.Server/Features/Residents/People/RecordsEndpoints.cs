using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Endpoints for keeping the register by hand: persons who come, are corrected, leave and return.</summary>
internal static class RecordsEndpoints
{
    public static RouteGroupBuilder MapRecords(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/residents", Enter).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/correct", Correct).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/leave", Leave).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/return", Return).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>
    /// Enters somebody who was born, moved in or was found. Without a door of their own they live at the household's. A
    /// person with an identity number that exists anywhere is not entered twice.
    /// </summary>
    public static async Task<Outcome<Recorded>> Enter(string code, NewPerson body, Act act)
    {
        if (NewPerson.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return problem!;
        var (residents, today) = (known.Of<ResidentsKnown>(act.Asked.Realm), Shanghai.Day(act.Now));
        var id = act.Asked.NewId<PersonId>();
        var (draft, homeless) = Housed(residents, code, body.Person!.Draft());
        if (homeless is not null)
            return homeless;
        draft = draft with { Sensitive = draft.Sensitive with { CheckedOn = draft.Sensitive.CheckedOn ?? today } };
        if (Known(act, residents, id, code, draft) is { } somewhere)
            return somewhere;
        await act.Sealing.Ensure([id.Value], act.Stop);
        var (record, why) = (act.Record(id, draft), await act.SealText(id.Value, body.Why));
        return await Keep(act, code, id, by => new EnterPerson(record, body.How!.Value, body.Day ?? today, why, by, act.Now));
    }

    /// <summary>
    /// Corrects fields of a record, also to another door or household of the same community. If another desk has changed the
    /// same field since it was loaded, the answer names the change and nothing is written. Its changes to other fields stay.
    /// </summary>
    public static async Task<Outcome<Recorded>> Correct(string code, Guid personId, NewCorrection body, Act act)
    {
        if (NewCorrection.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (id, tries) = (new PersonId(personId), 0);
        while (true)
        {
            var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
            if (known is null)
                return problem!;
            var residents = known.Of<ResidentsKnown>(act.Asked.Realm);
            if (residents.Persons.GetValueOrDefault(id) is not { Erased: false } person || person.Community != code)
                return Problem.Of(Residents.UnknownPerson, id.ToString());
            if (person.Left is not null)
                return Problem.Of(Residents.HasLeft);
            var register = act.Use<StoredRegister>();
            if (await register.Person(act.Asked.Realm, code, id, act.Stop) is not { } stored || register.Open(stored) is not { } now)
                return Problem.Of(Residents.UnknownPerson, id.ToString());
            var (merged, fields, meanwhile) = now.Take(body.Was!.Draft(), body.Now!.Draft());
            if (meanwhile.Count > 0)
                return await act.Use<Meanwhile>().Tell(act, known, person, meanwhile);
            if (fields.Contains(PersonField.IdNumber) && Known(act, residents, id, code, merged) is { } somewhere)
                return somewhere;
            if (fields.Contains(PersonField.Household))
            {
                (merged, var homeless) = Housed(residents, code, merged);
                if (homeless is not null)
                    return homeless;
            }
            var (record, why) = (fields.Count == 0 ? stored : act.Record(id, merged), await act.SealText(id.Value, body.Why));
            var sent = await act.Send(
                PeoplePermissions.RegisterKeep,
                new Place(code),
                Entities.Residents(act.Asked.Realm, code),
                by => new CorrectPerson(record, SeenPerson.Of(stored), fields, why, by, act.Now)
            );
            // Somebody wrote between check and command: the correction is tried again.
            if (sent.Problem?.Code == Residents.ChangedMeanwhile.Text && tries++ < 3)
                continue;
            return sent.With(new Recorded(personId, sent.Position.Value));
        }
    }

    /// <summary>
    /// Records that somebody moved away, died or went into an institution. They stay in the history and are in no list of
    /// today.
    /// </summary>
    public static async Task<Outcome<Recorded>> Leave(string code, Guid personId, NewLeaving body, Act act)
    {
        if (NewLeaving.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, id) is { } problem)
            return problem;
        var (where, why) = (await act.SealText(personId, body.Where), await act.SealText(personId, body.Why));
        return await Keep(act, code, id, by => new LeavePerson(id, body.How!.Value, body.Day!.Value, where, why, by, act.Now));
    }

    /// <summary>Records that somebody who had left lives here again, in a household or without one.</summary>
    public static async Task<Outcome<Recorded>> Return(string code, Guid personId, NewReturn body, Act act)
    {
        if (NewReturn.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        if (await act.Person(PeoplePermissions.RegisterKeep, code, id) is { } problem)
            return problem;
        var why = await act.SealText(personId, body.Why);
        return await Keep(act, code, id, by => new ReturnPerson(id, body.HouseholdId, body.Day!.Value, why, by, act.Now));
    }

    private static async Task<Outcome<Recorded>> Keep(Act act, string code, PersonId id, Func<By, Command> make)
    {
        var sent = await act.Send(PeoplePermissions.RegisterKeep, new Place(code), Entities.Residents(act.Asked.Realm, code), make);
        return sent.With(new Recorded(id.Value, sent.Position.Value));
    }

    // A person without a door of their own gets the household's.
    private static (PersonDraft Draft, Problem? Problem) Housed(ResidentsKnown residents, string code, PersonDraft draft)
    {
        if (draft.Household is not { } said)
            return (draft, null);
        var home = residents.Households.GetValueOrDefault(residents.HomeOf(said));
        if (home is null || home.Community != code)
            return (draft, Problem.Of(Residents.UnknownHousehold, said.ToString()));
        var (contact, there) = (draft.Contact, home.Contact);
        return (
            draft with
            {
                Household = home.Id,
                Grid = draft.Grid.Length > 0 ? draft.Grid : home.Grid,
                Contact = contact is { Building: null, Address: null }
                    ? contact with
                    {
                        Address = there.Address,
                        Building = there.Building,
                        Unit = there.Unit,
                        Floor = there.Floor,
                        Room = there.Room,
                    }
                    : contact,
            },
            null
        );
    }

    /// <summary>
    /// Reason for which somebody cannot be entered. Only a keeper of the other register learns where the other record is.
    /// </summary>
    private static Problem? Known(Act act, ResidentsKnown residents, PersonId id, string code, PersonDraft draft)
    {
        if (residents.Erased.Hold(act.Sealing.Tombstone(draft.Sensitive.IdNumber, draft.Contact.Name, draft.Sensitive.Born)))
            return Problem.Of(Residents.Erased, id.ToString());
        if (draft.Sensitive.IdNumber is not { } number)
            return null;
        var other = residents.Persons.Values.FirstOrDefault(one =>
            one.Id != id && one.Sensitive.IdNumber == number && (one.Left is null || one.Community == code)
        );
        return other is null ? null
            : other.Left is not null ? Problem.Of(Residents.HasLeft)
            : other.Community == code ? Problem.Of(Residents.KnownHere)
            : act.Asked.Allow(PeoplePermissions.RegisterKeep, new Place(other.Community)).Grant is not null
                ? new Problem("residents.known-in", [act.Use<Folding>().Now.Of<PlacesKnown>(act.Asked.Realm).Name(other.Community)])
            : new Problem("residents.known-elsewhere", []);
    }
}
