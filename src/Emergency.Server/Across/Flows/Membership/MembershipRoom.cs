using Emergency.Server.Features.Accounts.Managing;

namespace Emergency.Server.Across.Membership;

/// <summary>Registers leaving a team, and handing on the things in a member's hands.</summary>
internal static class MembershipRoom
{
    public static WebApplicationBuilder AddMembership(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IInHand, MemberInHand>();
        return builder;
    }
}
