using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Tells the second of two writers about the changes of the first: each field from the loaded text to the present one,
/// as far as the asker can see it. The access is recorded before.
/// </summary>
internal sealed class Meanwhile(Recording recording)
{
    public async Task<Problem> Tell(Act act, Known known, PersonKnown person, IReadOnlyList<PersonChange> changes)
    {
        var (asked, today) = (act.Asked, Shanghai.Day(act.Now));
        var (sight, minor) = (PersonSight.Of(asked, PeoplePermissions.PersonReveal, person.Place, byTask: false), person.IsMinor(today));
        var approved =
            sight is not null && (!minor || known.Of<ResidentsKnown>(asked.Realm).Register(person.Community).Has(sight.Role, today));
        var problem = Problem.Of(Residents.ChangedMeanwhile);
        if (!approved)
            return problem with { Changed = [.. changes.Select(one => new Changed(Name(one.Field), null, null))] };
        var (_, sent) = await recording.Write(
            asked,
            PeoplePermissions.PersonReveal,
            person.Place,
            byTask: false,
            new(
                AccessPurpose.Reveal,
                null,
                person.Community,
                [person.Id],
                Approval: minor ? Approvals.Standing : null,
                Code: ReasonCode.Check
            ),
            act.Stop
        );
        if (!sent.Accepted)
            return sent.Problem!;
        return problem with
        {
            Changed =
            [
                .. changes.Select(one =>
                    PersonDraft.MayRead(sight!, one.Field, person.AllowsIllness(today))
                        ? new Changed(Name(one.Field), one.Was, one.Now)
                        : new Changed(Name(one.Field), null, null)
                ),
            ],
        };
    }

    // Name of a field in the form that other answers use.
    public static string Name(Enum field) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(field.ToString());
}
