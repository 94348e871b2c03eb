using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>A view's state that knows which deadlines are in force: whoever sends a command puts them in.</summary>
internal interface IKnowsDeadlines
{
    InForce InForce { get; }
}
