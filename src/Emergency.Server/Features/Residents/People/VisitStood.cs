using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>State of visits for the persons of a community, for filters over its register. The visits feature implements it.</summary>
internal interface IVisitStanding
{
    /// <summary>Returns null where the asker has no sight of visits.</summary>
    Func<PersonId, VisitStood>? In(Known known, Asked asked, string community);
}

/// <param name="Due">True when a visit is due or late, or an extra visit is requested.</param>
/// <param name="Asks">True when a visitor has a wish that nobody has looked at.</param>
internal readonly record struct VisitStood(bool Due, bool Asks);
