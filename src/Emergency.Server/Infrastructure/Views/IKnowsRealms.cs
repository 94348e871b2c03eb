using System.Collections.Immutable;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>A view's state that knows the realms of drills: the fold loop tells the clock and the engine of them.</summary>
internal interface IKnowsRealms
{
    ImmutableDictionary<string, Realm> Realms { get; }
}
