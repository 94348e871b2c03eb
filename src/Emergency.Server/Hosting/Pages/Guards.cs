namespace Emergency.Server.Hosting.Pages;

/// <summary>
/// Sets the security headers of each answer: nothing from elsewhere runs or is fetched, nobody frames us, no address leaks to the next
/// site.
/// </summary>
internal static class Guards
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static WebApplication UseGuards(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "geolocation=(self), camera=(self), microphone=(self)";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                // Applies also to requests refused before the asker is known.
                context.Response.OnStarting(
                    static state =>
                    {
                        var response = (HttpResponse)state;
                        if (response.StatusCode >= StatusCodes.Status400BadRequest && response.Headers.CacheControl.Count == 0)
                            response.Headers.CacheControl = "no-store";
                        return Task.CompletedTask;
                    },
                    context.Response
                );
                return next(context);
            }
        );
        return app;
    }
}
