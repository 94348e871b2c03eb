using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>How visits stand with the people of a community, for filters over its register; offered by the room that knows visits.</summary>
internal interface IVisitStanding
{
    /// <summary>Null where the asker may not know.</summary>
    Func<PersonId, VisitStood>? In(Known known, Asked asked, string community);
}

/// <param name="Due">A visit is due or late, or asked for besides.</param>
/// <param name="Asks">A visitor asked something that nobody has looked at.</param>
internal readonly record struct VisitStood(bool Due, bool Asks);
