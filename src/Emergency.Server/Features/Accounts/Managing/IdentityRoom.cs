using Emergency.Server.Features.Confirmations;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Accounts, sessions, passwords.</summary>
internal static class IdentityRoom
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.AddView<AccountsView>();
        builder
            .Services.AddSingleton<Passwords>()
            .AddSingleton<WrongPasswords>()
            .AddSingleton<KnownDevice>()
            .AddSingleton<SigningIn>()
            .AddSingleton<DeviceKeys>()
            .AddSingleton<AccountLaw>()
            .AddSingleton<Administration>()
            .AddSingleton<Renewal>()
            .AddSingleton<StoredSessions>()
            .AddGuarded<OpenSessions>();
        builder
            .Services.AddSingleton<IAskedAct, GrantsAct>()
            .AddSingleton<IAskedAct, CommunityGrantsAct>()
            .AddSingleton<IAskedAct, PasswordAct>();
        return builder;
    }
}
