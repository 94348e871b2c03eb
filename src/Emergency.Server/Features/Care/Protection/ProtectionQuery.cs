using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Domain.Teams;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>Joins cases with the register, for one asker.</summary>
internal sealed class ProtectionQuery(Known known, Asked asked)
{
    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(asked.Realm);
    private readonly PlacesKnown _places = known.Of<PlacesKnown>(asked.Realm);
    private readonly TeamsKnown _teams = known.Of<TeamsKnown>(asked.Realm);
    private readonly DateOnly _today = Shanghai.Day(asked.Now);

    public IReadOnlyList<ChildCaseKnown> All(bool closed) =>
        [
            .. known
                .Of<ProtectionKnown>(asked.Realm)
                .All.Values.Where(one => one.ExistsFor(asked) && (closed ? one.State.Stage == ProtectionStage.Closed : one.State.IsOpen))
                .OrderByDescending(one => one.LateDays(_today))
                .ThenBy(one => one.State.Owed.Select(step => (DateOnly?)step.Before).Min() ?? DateOnly.MaxValue)
                .ThenBy(one => one.Id.Value),
        ];

    public ProtectionFigures Figures(IReadOnlyCollection<ChildCaseKnown> open) =>
        new(
            open.Count,
            open.Count(one => one.LateDays(_today) > 0),
            open.Count(one => one.State.Level is "high" or "urgent"),
            open.Count(one => one.State.Closing is not null),
            open.Count(one => one.State.Offered is not null)
        );

    /// <summary>The figures for askers who cannot see cases, without figures so small that they would identify a child.</summary>
    public ProtectionSums Sums(IReadOnlyCollection<ChildCaseKnown> open)
    {
        var all = Figures(open);
        return new(
            ProtectionSums.Told(all.Open),
            ProtectionSums.Told(all.Late),
            ProtectionSums.Told(all.Serious),
            ProtectionSums.Told(all.Closings),
            ProtectionSums.Told(all.Transfers)
        );
    }

    public ProtectionRow Row(ChildCaseKnown one)
    {
        var state = one.State;
        return new(
            one.Id,
            string.Create(
                CultureInfo.InvariantCulture,
                $"护 {Shanghai.Day(one.OpenedAt).Year}-{one.Id.Value.ToString("N")[^4..].ToUpperInvariant()}"
            ),
            state.Community,
            _places.Name(state.Community),
            Person(one.Id)?.Listed.Born is { } born ? Math.Clamp(Ages.Of(born, _today), 0, 150) : null,
            state.Stage,
            one.Source,
            one.OpenedAt,
            state.Level,
            state.Member is { } member && _teams.Member(state.Community, member)?.Contact?.Name is { } name ? Masks.Name(name) : null,
            [.. state.Owed.OrderBy(step => step.Before).ThenBy(step => step.Step).Select(step => Owed(state, step))],
            one.Level,
            one.LateDays(_today),
            state.FollowedAt is { } at ? Shanghai.Day(at) : null,
            state.Closing is not null,
            state.Offered is { } to ? _places.Name(to) : null,
            asked.Grants.Any(grant => grant.Scope.Covers(one.Place))
        );
    }

    public ProtectionCard Card(ChildCaseKnown one, ProtectionTold told, ISealing sealing, string access)
    {
        var state = one.State;
        return new(
            access,
            Row(one),
            Child(one),
            told.Why,
            told.Found,
            told.Goals,
            [
                .. state.Services.Select(service => new ServiceShown(
                    service.No,
                    service.Kind,
                    sealing.Open<FreeText>(service.Who)?.Text,
                    service.Until,
                    service.Given
                )),
            ],
            [
                .. state.Referrals.Select(referral => new ReferralShown(
                    referral.No,
                    referral.Kind,
                    referral.Taken,
                    told.Referred.GetValueOrDefault(referral.No),
                    told.Answers.GetValueOrDefault(referral.No)
                )),
            ],
            state.Closing is { } closing ? new(closing.Reason, told.Closing, closing.By.Account == asked.Account) : null,
            state.Offered is { } to ? new(to, _places.Name(to), told.Transfer) : null,
            [.. told.Entries.Reverse()],
            [.. told.Readings.Reverse()],
            [
                .. _teams
                    .Of(state.Community)
                    .Members.Values.Where(member => member.Facts.Is(TeamRole.ChildDirector))
                    .Select(member => new ProtectionMember(member.Facts.Id, member.Contact?.Name)),
            ],
            [
                .. _places
                    .Communities(Domain.Places.Divisions.County(state.Community))
                    .Where(place => place.Code != state.Community)
                    .Select(place => new ProtectionCommunity(place.Code, place.Name))
                    .OrderBy(place => place.Code, StringComparer.Ordinal),
            ],
            ProtectionTableShown.Of(ProtectionTable.BuiltIn),
            known.At.Value
        );
    }

    private ProtectionChild? Child(ChildCaseKnown one) =>
        Person(one.Id) is { } person
            ? new(
                ResidentsQuery.DoorOf(person),
                Salutation.Of(person, _today, masked: true),
                person.Community == one.State.Community ? null : _places.Name(person.Community),
                person.Left is not null,
                [
                    .. person
                        .GuardiansOn(_today)
                        .Select(guardian => new ProtectionGuardian(
                            guardian.Contact.Role,
                            guardian.Contact.Relation,
                            guardian.Contact.Name,
                            guardian.Contact.Phones
                        )),
                ]
            )
            : null;

    // A record merged into another belongs to the same child.
    private PersonKnown? Person(PersonId id)
    {
        var person = _residents.Persons.GetValueOrDefault(id);
        for (var steps = 0; steps < 9 && person?.Left?.Into is { } into && _residents.Persons.TryGetValue(into, out var next); steps++)
            person = next;
        return person is { Erased: false } ? person : null;
    }

    private OwedShown Owed(ProtectionCase state, OwedStep step) =>
        new(
            step.Step,
            step.No,
            step.Step switch
            {
                ProtectionStep.Service => state.Services.FirstOrDefault(one => one.No == step.No)?.Kind,
                ProtectionStep.Referral => state.Referrals.FirstOrDefault(one => one.No == step.No)?.Kind,
                _ => null,
            },
            step.Before,
            step.Level,
            Math.Max(0, _today.DayNumber - step.Before.DayNumber)
        );
}
