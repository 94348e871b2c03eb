using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Common parts of the acts on a register: their permission, and the sealing of records.</summary>
internal static class RegisterActs
{
    /// <summary>The present state, where the asker can keep the register of an existing community.</summary>
    public static async ValueTask<(Known? Known, Problem? Problem)> Register(this Act act, Permission permission, string code)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (act.Asked.Allow(permission, new Place(code)).Problem is { } problem)
            return (null, problem);
        var known = await act.Use<Folding>().Newest(act.Stop);
        return known.Of<PlacesKnown>(act.Asked.Realm).Of(code) is null ? (null, Problem.NotFound) : (known, null);
    }

    /// <summary>
    /// Reason for which the asker cannot act on a person of a register; null where there is none. A person who has left
    /// counts too.
    /// </summary>
    public static async ValueTask<Problem?> Person(this Act act, Permission permission, string code, PersonId id)
    {
        var (known, problem) = await act.Register(permission, code);
        return known is null ? problem
            : known.Of<ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(id) is { Erased: false } person
            && person.Community == code
                ? null
            : Problem.Of(Residents.UnknownPerson, id.ToString());
    }

    /// <summary>Seals a record under the person's key, which must exist.</summary>
    public static AtRiskResident Record(this Act act, PersonId id, PersonDraft draft) =>
        new(id, draft.Household, draft.Grid, act.Sealing.Seal(id.Value, draft.Contact), act.Sealing.Seal(id.Value, draft.Sensitive));
}
