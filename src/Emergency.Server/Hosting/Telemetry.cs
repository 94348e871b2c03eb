using Emergency.Server.Foundation;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Emergency.Server.Hosting;

/// <summary>
/// Measurements and traces by OTLP over HTTP, only where <c>--otlp</c> gives a target. They contain routes and codes, never a value of a
/// request.
/// </summary>
internal static class Telemetry
{
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, Settings settings)
    {
        if (settings.Otlp is { } target)
        {
            builder.Services.AddSingleton<Measures>();
            builder.Services.AddHostedService(services => new Sender(target, services.GetRequiredService<Measures>()));
        }
        return builder;
    }

    private sealed class Sender(Uri target, Measures measures) : IHostedService, IDisposable
    {
        private MeterProvider? _measurements;
        private TracerProvider? _traces;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            measures.Begin();
            _measurements = Sdk.CreateMeterProviderBuilder()
                .AddMeter(
                    Measures.Meter,
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    "Microsoft.AspNetCore.Http.Connections",
                    "System.Runtime"
                )
                .AddOtlpExporter(to => To(to, "v1/metrics"))
                .Build();
            _traces = Sdk.CreateTracerProviderBuilder()
                .AddSource("Microsoft.AspNetCore")
                .AddOtlpExporter(to => To(to, "v1/traces"))
                .Build();
            return Task.CompletedTask;
        }

        private void To(OtlpExporterOptions options, string path) =>
            (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(target, path));

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            _measurements?.Dispose();
            _traces?.Dispose();
        }
    }
}
