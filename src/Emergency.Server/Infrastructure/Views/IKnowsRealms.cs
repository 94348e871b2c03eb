using System.Collections.Immutable;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>A view's state that knows the realms of drills, which the fold loop passes to the clock and the engine.</summary>
internal interface IKnowsRealms
{
    ImmutableDictionary<string, Realm> Realms { get; }

    /// <summary>Realms that need not be in memory any more at an instant of the live clock: their drills ended long ago.</summary>
    IEnumerable<string> Past(DateTimeOffset at);
}
