using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Care;

/// <summary>The cases that concern the asker.</summary>
internal sealed record CarePage(IReadOnlyList<CareLight> Items, long Position);

/// <summary>One case, opened: who is with the person, who cares where, and whom to call: guardians first, then the child director.</summary>
internal sealed record CareShown(
    CareLight Care,
    CarePerson? Person,
    FreeText? Adult,
    FreeText? Carer,
    string? Where,
    DateOnly? Since,
    ListOf<CareCall> Call
)
{
    public static CareShown Of(CareCaseKnown care, Known known, Asked asked, ISealing sealing)
    {
        var (state, today) = (care.State, Shanghai.Day(asked.Now));
        var person = known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(state.Person!.Value);
        var team = known.Of<TeamsKnown>(asked.Realm).Of(state.Community);
        TeamRole[] called = person?.IsMinor(today) == true ? [TeamRole.ChildDirector, TeamRole.Secretary] : [TeamRole.Secretary];
        return new(
            CareLight.Of(care),
            person is null ? null : CarePerson.Of(person, today),
            Open(state.Adult),
            Open(state.Arrangement?.Carer),
            Open(state.Arrangement?.Where)?.Text,
            state.Arrangement?.Since,
            [
                .. team
                    .Members.Values.Where(member => called.Contains(member.Facts.Role))
                    .OrderBy(member => Array.IndexOf(called, member.Facts.Role))
                    .Select(member => new CareCall(member.Facts.Id, member.Facts.Role, member.Contact?.Name, member.Contact?.Phones ?? [])),
            ]
        );

        FreeText? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value) : null;
    }
}

/// <summary>称呼 without the surname: a minor's name is shown by an approval, not by a care case.</summary>
internal sealed record CarePerson(PersonId Id, string Salutation, bool Minor, ListOf<CareGuardian> Guardians)
{
    public static CarePerson Of(PersonKnown person, DateOnly today)
    {
        var minor = person.IsMinor(today);
        return new(
            person.Id,
            Spoken(person, today, minor),
            minor,
            [
                .. person
                    .GuardiansOn(today)
                    .Select(guardian => new CareGuardian(
                        guardian.Contact.Role,
                        guardian.Contact.Relation,
                        guardian.Contact.Name,
                        guardian.Contact.Phones
                    )),
            ]
        );
    }

    private static string Spoken(PersonKnown person, DateOnly today, bool minor) =>
        Features.People.Salutation.Of(person, today, masked: minor);
}

internal sealed record CareGuardian(string Role, string? Relation, string Name, ListOf<string> Phones);

internal sealed record CareCall(MemberId Member, TeamRole Role, string? Name, ListOf<string> Phones);
