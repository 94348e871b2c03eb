using Emergency.Domain;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Answers;

/// <summary>A whole product that is asked everything: its clock stands, and nothing happens in it by itself.</summary>
internal interface IAnswering : IAsyncDisposable
{
    Uri Address { get; }

    Folding Folding { get; }

    /// <summary>The lists that become files.</summary>
    IEnumerable<string> Lists { get; }

    /// <summary>Somebody signed in under a role, over the smallest division in which the role works; their token.</summary>
    Task<string> SignIn(Role role);

    /// <summary>It is so many days later, and nobody has done anything.</summary>
    void Wait(int days);

    /// <summary>An answer as it is kept: what would be another each time is named.</summary>
    string Kept(string answer);
}
