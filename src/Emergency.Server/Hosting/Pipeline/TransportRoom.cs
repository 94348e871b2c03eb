using Emergency.Server.Foundation;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Emergency.Server.Hosting.Pipeline;

/// <summary>
/// Sets up the steps between a browser and the first of our own middleware: a certificate, proxies, and headers about https.
/// </summary>
internal static class TransportRoom
{
    public static WebApplicationBuilder AddTransport(this WebApplicationBuilder builder, Settings settings)
    {
        builder
            .Services.Configure<ForwardedHeadersOptions>(headers =>
            {
                headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                // Accepts as many proxies in a row as are named: the addresses before the first stranger are the stranger's own claim.
                headers.ForwardLimit = null;
                headers.KnownProxies.Clear();
                headers.KnownIPNetworks.Clear();
                foreach (var network in settings.Proxies)
                    headers.KnownIPNetworks.Add(network);
            })
            .AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(settings.HstsDays))
            .AddSingleton(services => new Lazy<ServedCertificate?>(() =>
                ServedCertificate.Of(settings, services.GetRequiredService<ILogger<ServedCertificate>>())
            ))
            .AddOptions<KestrelServerOptions>()
            .Configure<Lazy<ServedCertificate?>>(
                (kestrel, certificate) =>
                    kestrel.ConfigureHttpsDefaults(https =>
                    {
                        https.ServerCertificate = certificate.Value!.Now.TargetCertificate;
                        https.OnAuthenticate = (_, tls) => tls.ServerCertificateContext = certificate.Value.Now;
                    })
            );
        return builder;
    }

    /// <summary>Must come before everything that uses the asker's address, or sets a cookie.</summary>
    public static WebApplication UseTransport(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        if (settings.Proxies.Length > 0)
            app.UseForwardedHeaders();
        if (settings.PublicUrl?.Scheme != Uri.UriSchemeHttps)
            return app;
        if (settings.HstsDays > 0)
            app.UseHsts();
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });
        return app;
    }
}
