using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>State of visits for the list of people: visits due, and visitors' wishes that nobody has looked at.</summary>
internal sealed class VisitStanding : IVisitStanding
{
    public Func<PersonId, VisitStood>? In(Known known, Asked asked, string community)
    {
        if (asked.Allow(VisitPermissions.Overview, new Place(community)).Problem is not null)
            return null;
        var (visits, today) = (known.Of<VisitsKnown>(asked.Realm).Of(community), Shanghai.Day(asked.Now));
        return id => visits.TryGetValue(id, out var one) ? new(one.IsDue(today), one.Aside?.Asks is not null) : default;
    }
}
