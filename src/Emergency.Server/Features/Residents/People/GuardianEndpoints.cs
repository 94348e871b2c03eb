using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>
/// Endpoints for the people who stand by a person: guardians (监护人), entrusted caregivers (委托照护人), emergency contacts
/// (紧急联系人), helpers and the clinic.
/// </summary>
internal static class GuardianEndpoints
{
    public static RouteGroupBuilder MapGuardians(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/residents/{personId:guid}/guardians", Enter).Needs(PeoplePermissions.GuardianKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/guardians/{guardianId:guid}/correct", Correct)
            .Needs(PeoplePermissions.GuardianKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/guardians/{guardianId:guid}/end", End)
            .Needs(PeoplePermissions.GuardianKeep);
        return api;
    }

    /// <summary>
    /// Enters somebody who stands by a person. An entrustment has its first and last day and the day of the written notice.
    /// </summary>
    public static async Task<Outcome<Recorded>> Enter(string code, Guid personId, NewGuardian body, Act act)
    {
        if (NewGuardian.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var id = new PersonId(personId);
        if (await act.Person(PeoplePermissions.GuardianKeep, code, id) is { } problem)
            return problem;
        var guardian = new Guardian(act.Asked.NewId<GuardianId>(), id, await act.Seal(personId, body.Guardian!.Contact(null)));
        var why = await act.SealText(personId, body.Why);
        return await Keep(act, code, guardian.Id, by => new EnterGuardian(guardian, why, by, act.Now));
    }

    /// <summary>Corrects an entry. Nothing is written where somebody else has changed it since it was loaded.</summary>
    public static async Task<Outcome<Recorded>> Correct(string code, Guid personId, Guid guardianId, NewGuardianCorrection body, Act act)
    {
        if (NewGuardianCorrection.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (stored, was, problem) = await Find(act, code, new(personId), new(guardianId));
        if (stored is null)
            return problem!;
        var now = body.Now!.Contact(was);
        var fields = Fields(was!, now);
        // The change is written already, or somebody else has written since the entry was loaded.
        if (fields.Count > 0 && Fields(body.Was!.Contact(was), was!).Count > 0)
            return Problem.Of(Residents.ChangedMeanwhile);
        var contact = fields.Count == 0 ? stored.Contact : await act.Seal(personId, now);
        var why = await act.SealText(personId, body.Why);
        return await Keep(
            act,
            code,
            stored.Id,
            by => new CorrectGuardian(stored with { Contact = contact }, stored.Contact, fields, why, by, act.Now)
        );
    }

    /// <summary>Ends an entry with a day: it stays in the history, and is no longer rung afterwards.</summary>
    public static async Task<Outcome<Recorded>> End(string code, Guid personId, Guid guardianId, NewGuardianEnd body, Act act)
    {
        if (NewGuardianEnd.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (stored, was, problem) = await Find(act, code, new(personId), new(guardianId));
        if (stored is null)
            return problem!;
        var contact = was!.To == body.Day ? stored.Contact : await act.Seal(personId, was with { To = body.Day });
        var why = await act.SealText(personId, body.Why);
        return await Keep(
            act,
            code,
            stored.Id,
            by => new EndGuardian(stored with { Contact = contact }, stored.Contact, body.Day!.Value, why, by, act.Now)
        );
    }

    private static async ValueTask<(Guardian? Stored, GuardianContact? Was, Problem? Problem)> Find(
        Act act,
        string code,
        PersonId person,
        GuardianId id
    )
    {
        if (await act.Person(PeoplePermissions.GuardianKeep, code, person) is { } problem)
            return (null, null, problem);
        var register = await act.Use<StoredRegister>().Of(act.Asked.Realm, code, act.Stop);
        return
            register.Guardians.GetValueOrDefault(id) is { } stored
            && stored.Person == person
            && act.Sealing.Open<GuardianContact>(stored.Contact) is { } was
            ? (stored, was, null)
            : (null, null, Problem.Of(Residents.UnknownGuardian, id.ToString()));
    }

    private static ListOf<GuardianField> Fields(GuardianContact was, GuardianContact now)
    {
        var fields = new List<GuardianField>();
        Add(was.Role != now.Role, GuardianField.Role);
        Add(was.Name != now.Name, GuardianField.Name);
        Add(was.Relation != now.Relation, GuardianField.Relation);
        Add(was.Phones != now.Phones, GuardianField.Phones);
        Add(was.Where != now.Where, GuardianField.Where);
        Add((was.From, was.To) != (now.From, now.To), GuardianField.Term);
        Add(was.Notice != now.Notice, GuardianField.Notice);
        return [.. fields];

        void Add(bool differs, GuardianField field)
        {
            if (differs)
                fields.Add(field);
        }
    }

    private static async Task<Outcome<Recorded>> Keep(Act act, string code, GuardianId id, Func<By, Command> make)
    {
        var sent = await act.Send(PeoplePermissions.GuardianKeep, new Place(code), Entities.Residents(act.Asked.Realm, code), make);
        return sent.With(new Recorded(id.Value, sent.Position.Value));
    }
}
