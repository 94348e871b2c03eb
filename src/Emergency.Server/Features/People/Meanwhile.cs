using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Tells who came second what the first wrote: each field from what was seen to what stands there, as far as the asker may read it. The reading is recorded before.</summary>
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

    // As the answers of other routes write it.
    public static string Name(Enum field) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(field.ToString());
}
