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

/// <summary>Endpoints for keeping households by hand: entered, corrected (a new head too), split and merged.</summary>
internal static class HouseholdEndpoints
{
    public static RouteGroupBuilder MapHouseholds(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/households", Enter).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/households/{householdId:guid}/correct", Correct).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/households/{householdId:guid}/split", Split).Needs(PeoplePermissions.RegisterKeep);
        api.MapPost("/communities/{code}/households/{householdId:guid}/merge", Merge).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>Enters a household with its head, its door and its number of residents.</summary>
    public static async Task<Outcome<Recorded>> Enter(string code, NewHousehold body, Act act)
    {
        if (NewHousehold.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return problem!;
        var id = act.Asked.NewId<HouseholdId>();
        var text = body.Household!;
        var household = new Household(id, text.Grid ?? "", text.Members ?? 0, await act.Seal(id.Value, text.Contact(null)));
        var why = await act.SealText(id.Value, body.Why);
        return await Keep(act, code, id, by => new EnterHousehold(household, why, by, act.Now));
    }

    /// <summary>
    /// Corrects a household or names another head. Nothing is written where somebody else has changed the same field since
    /// it was loaded.
    /// </summary>
    public static async Task<Outcome<Recorded>> Correct(string code, Guid householdId, NewHouseholdCorrection body, Act act)
    {
        if (NewHouseholdCorrection.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (register, stored, was, problem) = await Find(act, code, new(householdId));
        if (register is null)
            return problem!;
        var (merged, fields, meanwhile) = HouseholdText.Take((was!, stored!.Grid, stored.Members), body.Was!, body.Now!);
        if (meanwhile.Count > 0)
            return Problem.Of(Residents.ChangedMeanwhile) with
            {
                Changed = [.. meanwhile.Select(field => new Changed(Meanwhile.Name(field), null, null))],
            };
        var next =
            fields.Count == 0
                ? stored
                : new Household(stored.Id, merged.Grid, merged.Members, act.Sealing.Seal(SealedText.KeyOf(stored.Contact), merged.Contact));
        var why = await act.SealText(SealedText.KeyOf(stored.Contact), body.Why);
        return await Keep(act, code, stored.Id, by => new CorrectHousehold(next, stored, fields, why, by, act.Now));
    }

    /// <summary>
    /// 分户: splits a household. Some of its people get one of their own, with another head and perhaps another door.
    /// Registered persons are named one by one.
    /// </summary>
    public static async Task<Outcome<Recorded>> Split(string code, Guid householdId, NewSplit body, Act act)
    {
        if (NewSplit.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (register, stored, was, problem) = await Find(act, code, new(householdId));
        if (register is null)
            return problem!;
        var (text, id) = (body.Household!, act.Asked.NewId<HouseholdId>());
        // A repeated request after the split: the register answers so.
        var done = register.Households.ContainsKey(id);
        var contact = text.Contact(null);
        var made = new Household(id, text.Grid ?? stored!.Grid, text.Members ?? 1, await act.Seal(id.Value, contact));
        var left = body.NewHead is { } head
            ? act.Sealing.Seal(SealedText.KeyOf(stored!.Contact), was! with { Head = head })
            : stored!.Contact;
        var (movers, unknown) = done ? ([], null) : Movers(act, register, body.Persons ?? [], contact);
        if (unknown is not null)
            return unknown;
        var why = await act.SealText(id.Value, body.Why);
        return await Keep(act, code, id, by => new SplitHousehold(stored.Id, made, stored.Contact, left, movers, why, by, act.Now));
    }

    /// <summary>并户: merges this household into another, which keeps its door and head.</summary>
    public static async Task<Outcome<Recorded>> Merge(string code, Guid householdId, NewMerge body, Act act)
    {
        if (NewMerge.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (register, stored, was, problem) = await Find(act, code, body.Into!.Value);
        if (register is null)
            return problem!;
        var from = new HouseholdId(householdId);
        var persons = register.Persons.Values.Where(person => person.Household == from).Select(person => person.Id).Order(ById).ToList();
        var (movers, unknown) = Movers(act, register, persons, was!);
        if (unknown is not null)
            return unknown;
        var why = await act.SealText(SealedText.KeyOf(stored!.Contact), body.Why);
        return await Keep(act, code, stored.Id, by => new MergeHouseholds(from, stored.Id, movers, why, by, act.Now));
    }

    private static readonly IComparer<PersonId> ById = Comparer<PersonId>.Create((one, other) => one.Value.CompareTo(other.Value));

    private static async ValueTask<(Residents? Register, Household? Stored, HouseholdContact? Was, Problem? Problem)> Find(
        Act act,
        string code,
        HouseholdId id
    )
    {
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return (null, null, null, problem);
        var register = await act.Use<StoredRegister>().Of(act.Asked.Realm, code, act.Stop);
        return register.Households.GetValueOrDefault(id) is { } stored && act.Sealing.Open<HouseholdContact>(stored.Contact) is { } was
            ? (register, stored, was, null)
            : (null, null, null, Problem.Of(Residents.UnknownHousehold, id.ToString()));
    }

    // Movers live behind the household's door from now on, at the household's point.
    private static (ListOf<Mover> Movers, Problem? Problem) Movers(
        Act act,
        Residents register,
        IReadOnlyList<PersonId> persons,
        HouseholdContact door
    )
    {
        var movers = new List<Mover>();
        foreach (var id in persons)
        {
            if (register.Persons.GetValueOrDefault(id) is not { } person)
                return ([], Problem.Of(Residents.UnknownPerson, id.ToString()));
            var contact = act.Sealing.Open<PersonContact>(person.Contact) is { } was
                ? act.Sealing.Seal(
                    id.Value,
                    was with
                    {
                        Address = door.Address,
                        Building = door.Building,
                        Unit = door.Unit,
                        Floor = door.Floor,
                        Room = door.Room,
                        Location = null,
                    }
                )
                : person.Contact;
            movers.Add(new(id, person.Contact, contact));
        }
        return ([.. movers], null);
    }

    private static async Task<Outcome<Recorded>> Keep(Act act, string code, HouseholdId id, Func<By, Command> make)
    {
        var sent = await act.Send(PeoplePermissions.RegisterKeep, new Place(code), Entities.Residents(act.Asked.Realm, code), make);
        return sent.With(new Recorded(id.Value, sent.Position.Value));
    }
}
